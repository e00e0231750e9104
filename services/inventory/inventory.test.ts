import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Reservation } from '#contracts/reservation-record.ts';
import type { Holds } from '#contracts/stock-record.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, orderReturned, paymentProcessed, shipmentCancelled } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createReleaseStock } from './release-stock.ts';
import { createReservationStore, type ReservationStore } from './reservation-store.ts';
import { createReserveStock } from './reserve-stock.ts';
import { createRestock } from './restock.ts';
import { createStockKeeper } from './stock-keeper.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());
beforeEach(() => aws.stock({ p1: 10, p2: 10 }));

/** As one process has it. */
const setup = (changes: Partial<ReservationStore> = {}) => {
  const { tables, now, random, timers } = aws.runtime;
  const reservations = { ...createReservationStore(aws.runtime), ...changes };
  const stock = createStockKeeper({ tables, reservations, now, random, timers });
  const deps = { tables, reservations, stock, now, random, timers };
  return {
    reserve: createReserveStock(deps),
    release: createReleaseStock(deps),
    restock: createRestock(deps),
  };
};

const available = async () => {
  const items = await aws.scan('InventoryTable');
  const products = items.filter(({ id }) => String(id).startsWith('product#'));
  return Object.fromEntries(products.map((item) => [item.productId, item.available]));
};

/** Orders that hold units beside what is reserved, once for each product. */
const openHolds = async () => {
  const items = await aws.scan('InventoryTable');
  const nameOf = (orderId: string, id: unknown) => {
    const reservation = items.find((item) => item.id === `reservation#${orderId}`) as Reservation | undefined;
    return reservation?.lines.find(({ productId }) => `product#${productId}` === id)?.hold;
  };
  return items.flatMap(({ id, holds = {} }) =>
    Object.entries(holds as Holds)
      .filter(([orderId, { by }]) => nameOf(orderId, id) !== by)
      .map(([orderId]) => orderId),
  );
};

describe('a reservation', () => {
  it('takes every line of a paid order from stock', async () => {
    const message = paymentProcessed();
    const emitted = await setup().reserve(message, handlerContext());
    expect(emitted).toMatchObject([{ type: 'InventoryUpdated', outcome: 'reserved' }]);
    expect(await available()).toEqual({ p1: 8, p2: 9 });
  });

  it('is made once, and told of again, on redelivery', async () => {
    const { reserve } = setup();
    const message = paymentProcessed();
    const first = await reserve(message, handlerContext());
    expect(await reserve(message, handlerContext())).toEqual(first);
    expect(await available()).toEqual({ p1: 8, p2: 9 });
  });

  it('takes nothing when one line is missing, and says which', async () => {
    await aws.stock({ p2: 0 });
    const emitted = await setup().reserve(paymentProcessed(), handlerContext());
    expect(emitted).toMatchObject([{ outcome: 'out_of_stock', data: { missing: ['p2'] } }]);
    expect(await available()).toEqual({ p1: 10, p2: 0 });
  });

  it('stays refused when stock comes in before the redelivery', async () => {
    const { reserve } = setup();
    await aws.stock({ p2: 0 });
    const message = paymentProcessed();
    const first = await reserve(message, handlerContext());
    await aws.stock({ p2: 5 });
    expect(await reserve(message, handlerContext())).toEqual(first);
    expect(await available()).toEqual({ p1: 10, p2: 5 });
  });

  it('never sells more than there is, to however many at once', async () => {
    await aws.stock({ p1: 6, p2: 100 });
    const { reserve } = setup();
    const buyers = Array.from({ length: 20 }, () => reserve(paymentProcessed(), handlerContext()));
    const outcomes = (await Promise.all(buyers)).map(([event]) => event?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(3);
    expect(await available()).toEqual({ p1: 0, p2: 97 });
  });
});

describe('two workers', () => {
  it('never sell more than there is, and no less, to however many at once', async () => {
    await aws.stock({ p1: 7, p2: 100 });
    const workers = [setup(), setup()];
    const buyers = Array.from({ length: 24 }, (_, index) =>
      workers[index % 2]?.reserve(paymentProcessed(), handlerContext()),
    );
    const outcomes = (await Promise.all(buyers)).map((events) => events?.[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'out_of_stock')).toHaveLength(21);
    expect(await available()).toEqual({ p1: 1, p2: 97 });
    expect(await openHolds()).toEqual([]);
  });

  it('that have the same order reserve for it once', async () => {
    const orderId = newOrderId();
    const deliveries = [setup(), setup(), setup()].map(({ reserve }) =>
      reserve(paymentProcessed(orderId), handlerContext()),
    );
    const [first, ...others] = await Promise.all(deliveries);
    for (const other of others) expect(other).toEqual(first);
    expect(await available()).toEqual({ p1: 8, p2: 9 });
    expect(await openHolds()).toEqual([]);
  });
});

describe('an attempt that dies', () => {
  const dying = () => setup({ create: () => Promise.reject(new Error('the process is gone')) });

  it('before its reservation is stored leaves holds, which the next delivery takes up', async () => {
    const orderId = newOrderId();
    await expect(dying().reserve(paymentProcessed(orderId), handlerContext())).rejects.toThrow('gone');
    expect(await available()).toEqual({ p1: 8, p2: 9 });
    expect(await openHolds()).toEqual([orderId, orderId]);
    const emitted = await setup().reserve(paymentProcessed(orderId), handlerContext());
    expect(emitted).toMatchObject([{ outcome: 'reserved' }]);
    expect(await available()).toEqual({ p1: 8, p2: 9 });
    expect(await openHolds()).toEqual([]);
  });

  it('of an order that is then cancelled has its holds given back by the cancellation', async () => {
    const orderId = newOrderId();
    await expect(dying().reserve(paymentProcessed(orderId), handlerContext())).rejects.toThrow('gone');
    await setup().release(shipmentCancelled(orderId), handlerContext());
    expect(await available()).toEqual({ p1: 10, p2: 10 });
    expect(await openHolds()).toEqual([]);
  });

  it('has others wait for the units that may come back, and not be refused for them', async () => {
    await aws.stock({ p1: 2, p2: 0 });
    const orderId = newOrderId();
    const lost = dying().reserve(paymentProcessed(orderId), handlerContext());
    await expect(lost).rejects.toThrow('gone');
    const { lines, ...rest } = paymentProcessed().data;
    const other = { ...paymentProcessed(), data: { ...rest, lines: lines.slice(0, 1) } };
    const waiting = setup().reserve(other, handlerContext());
    expect(await setup().reserve(paymentProcessed(orderId), handlerContext())).toMatchObject([
      { outcome: 'out_of_stock', data: { missing: ['p2'] } },
    ]);
    expect(await waiting).toMatchObject([{ outcome: 'reserved' }]);
    expect(await available()).toEqual({ p1: 0, p2: 0 });
  });
});

describe('stock that is given back', () => {
  it('by a cancellation is released once', async () => {
    const { reserve, release } = setup();
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    const first = await release(shipmentCancelled(orderId), handlerContext());
    expect(first).toMatchObject([{ type: 'InventoryUpdated', outcome: 'released' }]);
    expect(await release(shipmentCancelled(orderId), handlerContext())).toEqual(first);
    expect(await available()).toEqual({ p1: 10, p2: 10 });
  });

  it('by three deliveries of a cancellation at once is released once', async () => {
    const { reserve, release } = setup();
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    await Promise.allSettled([1, 2, 3].map(() => release(shipmentCancelled(orderId), handlerContext())));
    expect(await available()).toEqual({ p1: 10, p2: 10 });
  });

  it('before it was taken is never taken: the cancellation left a tombstone', async () => {
    const { reserve, release } = setup();
    const orderId = newOrderId();
    const released = await release(shipmentCancelled(orderId), handlerContext());
    expect(await reserve(paymentProcessed(orderId), handlerContext())).toEqual(released);
    expect(await available()).toEqual({ p1: 10, p2: 10 });
  });

  it('by an order that got nothing is nothing: the refusal stands', async () => {
    await aws.stock({ p2: 0 });
    const { reserve, release } = setup();
    const orderId = newOrderId();
    const refused = await reserve(paymentProcessed(orderId), handlerContext());
    expect(await release(shipmentCancelled(orderId), handlerContext())).toEqual(refused);
    expect(await available()).toEqual({ p1: 10, p2: 0 });
  });

  it('by a return goes back on sale, once', async () => {
    const { reserve, restock } = setup();
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    const first = await restock(orderReturned(orderId), handlerContext());
    expect(await restock(orderReturned(orderId), handlerContext())).toEqual(first);
    expect(await available()).toEqual({ p1: 10, p2: 10 });
  });
});
