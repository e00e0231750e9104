import { describe, expect, it } from 'vitest';
import { createKnownProducts } from './known-products.ts';
import { createProductQueue } from './product-queue.ts';
import type { Wish } from './stock-wishes.ts';

/** Time passes only where the test says so; a round takes none. */
const setup = () => {
  const rounds: { productId: string; wishes: number }[] = [];
  const delays: { ms: number; end: () => void }[] = [];
  const timers = {
    delay: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        delays.push({ ms, end: resolve });
        signal?.addEventListener('abort', reject);
      }),
  };
  const ask = createProductQueue({
    productOf: createKnownProducts<Wish>(),
    playRound: async ({ productId }, wishes) => {
      rounds.push({ productId, wishes: wishes.length });
      return true;
    },
    random: () => 0,
    timers: timers as never,
  });
  const take = (productId: string) => {
    const order = { orderId: 'o', quantity: 1, by: 'a' };
    ask(productId, { kind: 'take', take: order, asOf: 0, resolve: () => undefined, reject: () => undefined });
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  /** Ends the oldest delay, and tells how long it was to be. */
  const pass = async (): Promise<number | undefined> => {
    const delay = delays.shift();
    delay?.end();
    await settle();
    return delay?.ms;
  };
  return { rounds, take, settle, pass };
};

describe('a product', () => {
  it('is written at once while it is idle, and 20 ms later for what has come since', async () => {
    const { rounds, take, settle, pass } = setup();
    take('p1');
    await settle();
    take('p1');
    take('p1');
    expect(await pass()).toBe(20);
    expect(rounds.map(({ wishes }) => wishes)).toEqual([1, 2]);
  });

  it('waits for company longer while the process has much to do', async () => {
    const { rounds, take, settle, pass } = setup();
    take('p1');
    await settle();
    for (let order = 0; order < 10; order += 1) take('p1');
    expect(await pass()).toBe(20);
    expect(rounds).toHaveLength(1);
    expect(await pass()).toBe(180);
    expect(rounds.map(({ wishes }) => wishes)).toEqual([1, 10]);
  });

  it('waits no longer than until enough orders have come', async () => {
    const { rounds, take, settle, pass } = setup();
    take('p1');
    await settle();
    for (let order = 0; order < 14; order += 1) take('p1');
    await pass();
    expect(rounds).toHaveLength(1);
    take('p1');
    await settle();
    expect(rounds.map(({ wishes }) => wishes)).toEqual([1, 15]);
  });
});
