// One sweep over all partitions, with a finder in memory that fails where it is told to.
import { expect, it } from 'vitest';
import { journals } from '#contracts/order-journal.ts';
import { stuckPartitions, watchedPartitions } from '#contracts/status-index.ts';
import { createLogger } from '#platform/logger.ts';
import { silentMetrics } from '#platform/metrics.ts';
import { createSweep } from './sweep.ts';

const all = [...watchedPartitions, ...stuckPartitions, ...journals];

/** `fail` throws where the look at a partition, or at a journal, is to fail. */
const setUp = (fail: (partition: string) => void) => {
  const looked: string[] = [];
  const look = (partition: string) => {
    looked.push(partition);
    fail(partition);
  };
  const sweep = createSweep({
    finder: {
      page: async ({ partition }) => {
        look(partition);
        return [];
      },
      journalPage: async ({ journal }) => {
        look(journal);
        return { keys: [], last: undefined, isFull: false };
      },
      unwatched: async () => [],
      records: async () => [],
    },
    checkpoints: { read: async () => undefined, advance: async () => undefined },
    findBacklog: async () => undefined,
    orderQueue: { send: async () => undefined },
    now: () => Date.parse('2026-01-02T12:00:00.000Z'),
    log: createLogger('silent'),
    count: silentMetrics.count,
    stalledAfterMs: 300_000,
    expiresAfterMs: 3_600_000,
  });
  return { sweep, looked };
};

it('looks at every partition also when some fail, then fails as the first of them did', async () => {
  const failing = [watchedPartitions[1], stuckPartitions[0], journals[2]];
  const { sweep, looked } = setUp((partition) => {
    if (failing.includes(partition)) throw new Error(`no answer of ${partition}`);
  });
  const { signal } = new AbortController();
  for (const _ of [1, 2]) await expect(sweep(signal)).rejects.toThrow('no answer of WATCHED#1');
  expect(looked).toEqual([...all, ...all]);
});

it('looks no further once it is told to stop', async () => {
  const stopping = new AbortController();
  const { sweep, looked } = setUp((partition) => {
    if (partition !== watchedPartitions[1]) return;
    stopping.abort();
    stopping.signal.throwIfAborted();
  });
  await expect(sweep(stopping.signal)).rejects.toThrow('aborted');
  expect(looked).toEqual(watchedPartitions.slice(0, 2));
});
