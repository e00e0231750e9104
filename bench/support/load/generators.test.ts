import { expect, it } from 'vitest';
import { closedLoop, openLoop } from './generators.ts';

it('keeps so many calls on the wire, and no more, until all are answered', async () => {
  const seen = new Set<number>();
  let open = 0;
  let most = 0;
  const { latencies } = await closedLoop(20, 4, async (index) => {
    seen.add(index);
    open += 1;
    most = Math.max(most, open);
    await new Promise(setImmediate);
    open -= 1;
  });
  expect([seen.size, latencies.length, most]).toEqual([20, 20, 4]);
});

it('calls at its rate, however slow the answers are', async () => {
  const answered = Promise.withResolvers<void>();
  let open = 0;
  let most = 0;
  const { latencies } = await openLoop(200, 0.2, async () => {
    open += 1;
    most = Math.max(most, open);
    if (open === 40) answered.resolve();
    await answered.promise;
    open -= 1;
  });
  expect(latencies).toHaveLength(40);
  expect(most).toBeGreaterThan(20);
});

it('counts latency from when a call was due: one stall delays all that were due meanwhile', async () => {
  const { latencies } = await openLoop(1_000, 0.1, async (index) => {
    const until = index === 10 ? performance.now() + 60 : 0;
    while (performance.now() < until) JSON.stringify({ busy: true });
  });
  expect(latencies.filter((ms) => ms > 20).length).toBeGreaterThan(30);
});
