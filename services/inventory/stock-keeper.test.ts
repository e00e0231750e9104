// Two processes at the same products, every call of theirs in any order that fast-check can think of.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Received } from '#contracts/events.ts';
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { Tables } from '#platform/tables.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, paymentProcessed, shipmentCancelled } from '#test/messages.ts';
import { sight } from './product-stock.ts';
import { memoryTables } from './testing/memory-tables.ts';
import { balanceOf, startProcess } from './testing/processes.ts';

/** Two units of p1 and one of p2; every other order names them the other way round. */
const orderOf = (orderId: string, isReversed: boolean) => {
  const message = paymentProcessed(orderId);
  const { lines } = message.data;
  return { ...message, data: { ...message.data, lines: isReversed ? lines.toReversed() : lines } };
};

/** As SQS does: until the order is decided. */
const deliver = async ({ reserve }: ReturnType<typeof startProcess>, order: Received<'PaymentProcessed'>) => {
  for (let delivery = 0; delivery < 20; delivery += 1) {
    const decided = reserve(order, handlerContext()).then(
      () => true,
      () => false,
    );
    if (await decided) return;
  }
  throw new Error('never decided');
};

describe('two processes', () => {
  it('sell what there is, to the unit, however their calls meet, and whatever is delivered twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 7 }), async (scheduler, units) => {
        const { tables, items } = memoryTables({ p1: units, p2: 2 });
        const pass = () => scheduler.schedule(Promise.resolve());
        const processes = [startProcess(tables, pass), startProcess(tables, pass)];
        const orders = [1, 2, 3].map((number) => orderOf(newOrderId(), number === 2));
        const deliveries = orders.flatMap((order) => processes.map((process) => deliver(process, order)));
        await scheduler.waitFor(Promise.all(deliveries));
        const sold = Math.min(2, Math.floor(units / 2));
        const p1 = { available: units - 2 * sold, reserved: 2 * sold, held: 0 };
        expect(balanceOf(items, 'p1')).toEqual(p1);
        expect(balanceOf(items, 'p2')).toEqual({ available: 2 - sold, reserved: sold, held: 0 });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a product that is in demand', () => {
  it('is written once for all orders that came while it was being written', async () => {
    const { tables, writesOf } = memoryTables({ p1: 1_000, p2: 1_000 });
    const { reserve } = startProcess(tables);
    await Promise.all(Array.from({ length: 100 }, () => reserve(paymentProcessed(), handlerContext())));
    expect(writesOf('p1')).toBeLessThanOrEqual(4);
    expect(writesOf('p2')).toBeLessThanOrEqual(4);
  });

  it('is not read again while nobody else writes it', async () => {
    const { tables, readsOf } = memoryTables({ p1: 1_000, p2: 1_000 });
    const { reserve } = startProcess(tables);
    for (let order = 0; order < 10; order += 1) await reserve(paymentProcessed(), handlerContext());
    expect(readsOf('p1')).toBe(1);
  });

  it('keeps no more than the holds of its last write', async () => {
    const { tables, items } = memoryTables({ p1: 1_000, p2: 1_000 });
    const { reserve } = startProcess(tables);
    for (let order = 0; order < 10; order += 1) await reserve(paymentProcessed(), handlerContext());
    const { holds = {}, revision } = items.get(productKey('p1')) as StockRecord;
    expect(Object.keys(holds)).toHaveLength(1);
    expect(revision).toBe(1 + 9 * (1 + sight));
  });
});

it('holds that another process left behind are dropped when they are many and old', async () => {
  const { tables, items } = memoryTables({ p1: 1_000, p2: 1_000 });
  const gone = Array.from({ length: 8 }, () => startProcess(tables));
  for (const { reserve } of gone) await reserve(paymentProcessed(), handlerContext());
  const key = productKey('p1');
  const product = items.get(key) as StockRecord;
  expect(Object.keys(product.holds ?? {})).toHaveLength(8);
  items.set(key, { ...product, revision: 100 });
  await startProcess(tables).reserve(paymentProcessed(), handlerContext());
  expect(Object.keys((items.get(key) as StockRecord).holds ?? {})).toHaveLength(1);
  expect(balanceOf(items, 'p1')).toEqual({ available: 982, reserved: 18, held: 0 });
});

/** A process whose first call that `isIt` hangs: before a write has its effect, and after a read had its answer. */
const hangingProcess = (tables: Tables, isIt: (method: keyof Tables, key: string) => boolean) => {
  const hung = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  let hangs = true;
  const hang = async (method: keyof Tables, key: string) => {
    if (!hangs || !isIt(method, key)) return;
    hangs = false;
    hung.resolve();
    await free.promise;
  };
  const process = startProcess({
    ...tables,
    get: async (table, key) => {
      const item = await tables.get(table, key);
      await hang('get', key);
      return item as never;
    },
    update: async (table, key, change) => {
      await hang('update', key);
      return tables.update(table, key, change);
    },
  });
  return { ...process, hung: hung.promise, free: free.resolve };
};

describe('an attempt that hangs until its order is decided takes nothing any more', () => {
  const setup = (hangs: (method: keyof Tables, key: string) => boolean) => {
    const memory = memoryTables({ p1: 10, p2: 10 });
    const orderId = newOrderId();
    const slow = hangingProcess(memory.tables, hangs);
    const attempt = slow.reserve(paymentProcessed(orderId), handlerContext());
    return { ...memory, slow, attempt, orderId, quick: startProcess(memory.tables) };
  };
  const takes = (method: keyof Tables) => method === 'update';
  const looks = (method: keyof Tables, key: string) => method === 'get' && key.startsWith('reservation#');

  it.each([
    ['another process, while a write was on its way', takes, 'quick'],
    ['another process, after a look', looks, 'quick'],
    ['its own process, after a look', looks, 'slow'],
  ] as const)('when %s cancelled it', async (_, hangs, by) => {
    const { slow, attempt, orderId, writesOf, items, ...others } = setup(hangs);
    await slow.hung;
    const { release } = { slow, ...others }[by];
    const released = await release(shipmentCancelled(orderId), handlerContext());
    const written = writesOf('p1');
    slow.free();
    expect(await attempt).toEqual(released);
    // Its own fence, and no take before it.
    expect(writesOf('p1')).toBe(written + 1);
    expect(balanceOf(items, 'p1')).toEqual({ available: 10, reserved: 0, held: 0 });
  });

  it.each([
    ['another process, while a write was on its way', takes, 'quick'],
    ['another process, after a look', looks, 'quick'],
    ['its own process, after a look', looks, 'slow'],
  ] as const)('when %s reserved for it, and the hold is gone', async (_, hangs, by) => {
    const { slow, attempt, orderId, writesOf, items, ...others } = setup(hangs);
    await slow.hung;
    const { reserve } = { slow, ...others }[by];
    const reserved = await reserve(paymentProcessed(orderId), handlerContext());
    await reserve(paymentProcessed(), handlerContext());
    const written = writesOf('p1');
    slow.free();
    expect(await attempt).toEqual(reserved);
    expect(writesOf('p1')).toBe(written);
    expect(balanceOf(items, 'p1')).toEqual({ available: 6, reserved: 4, held: 0 });
  });
});
