// Two processes at the same products, every call of theirs in any order that fast-check can think of.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Received } from '#contracts/events.ts';
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { Tables } from '#platform/tables.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, paymentProcessed, shipmentCancelled } from '#test/messages.ts';
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
    expect(revision).toBe(10);
  });
});

it('holds that another process left behind are dropped when they are many and old', async () => {
  const { tables, items } = memoryTables({ p1: 1_000, p2: 1_000 });
  const gone = Array.from({ length: 8 }, () => startProcess(tables));
  for (const { reserve } of gone) await reserve(paymentProcessed(), handlerContext());
  const key = productKey('p1');
  const product = items.get(key) as StockRecord;
  expect(Object.keys(product.holds ?? {})).toHaveLength(8);
  const old = Object.entries(product.holds ?? {}).map(([orderId, hold]) => [orderId, { ...hold, at: 0 }]);
  items.set(key, { ...product, holds: Object.fromEntries(old) });
  await startProcess(tables).reserve(paymentProcessed(), handlerContext());
  expect(Object.keys((items.get(key) as StockRecord).holds ?? {})).toHaveLength(1);
  expect(balanceOf(items, 'p1')).toEqual({ available: 982, reserved: 18, held: 0 });
});

/** A process whose calls stop, from the one that `isIt` on: as if it hung there, until it is let go. */
const hangingProcess = (tables: Tables, isIt: (method: keyof Tables, key: string) => boolean) => {
  const hung = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  const hang = async (method: keyof Tables, key: string) => {
    if (!isIt(method, key)) return;
    hung.resolve();
    await free.promise;
  };
  const process = startProcess({
    get: async (table, key) => {
      await hang('get', key);
      return tables.get(table, key);
    },
    insert: async (table, item) => {
      await hang('insert', String((item as { id?: string }).id));
      return tables.insert(table, item);
    },
    update: async (table, key, change) => {
      await hang('update', key);
      return tables.update(table, key, change);
    },
  });
  return { ...process, hung: hung.promise, free: free.resolve };
};

describe('an attempt that hangs, and goes on when the order is decided', () => {
  it('takes nothing any more once the order was cancelled, not even in a write that was on its way', async () => {
    const { tables, items, writesOf } = memoryTables({ p1: 10, p2: 10 });
    const orderId = newOrderId();
    const slow = hangingProcess(tables, (method) => method === 'update');
    const attempt = slow.reserve(paymentProcessed(orderId), handlerContext());
    await slow.hung;
    const released = await startProcess(tables).release(shipmentCancelled(orderId), handlerContext());
    const written = writesOf('p1');
    slow.free();
    expect(await attempt).toEqual(released);
    // One write more, of its own order's settlement: no take came between.
    expect(writesOf('p1')).toBe(written + 1);
    expect(balanceOf(items, 'p1')).toEqual({ available: 10, reserved: 0, held: 0 });
  });

  it('takes nothing beside what the order has, though its hold is gone from the product', async () => {
    const { tables, items } = memoryTables({ p1: 10, p2: 10 });
    const orderId = newOrderId();
    const takes: unknown[] = [];
    const slow = hangingProcess(
      {
        ...tables,
        update: async (table, key, change) => {
          const changed = await tables.update(table, key, change);
          if (changed.applied) takes.push(key);
          return changed as never;
        },
      },
      (method) => method === 'update',
    );
    const attempt = slow.reserve(paymentProcessed(orderId), handlerContext());
    await slow.hung;
    const quick = startProcess(tables);
    const reserved = await quick.reserve(paymentProcessed(orderId), handlerContext());
    await quick.reserve(paymentProcessed(), handlerContext());
    slow.free();
    expect(await attempt).toEqual(reserved);
    expect(takes).toEqual([]);
    expect(balanceOf(items, 'p1')).toEqual({ available: 6, reserved: 4, held: 0 });
  });
});
