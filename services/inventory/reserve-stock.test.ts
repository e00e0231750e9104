// Reservations on the embedded AWS: one worker, two, and one that dies in between.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlerContext } from '#test/context.ts';
import { newOrderId, paymentProcessed, shipmentCancelled } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { availableIn, openHoldsIn, startInventory } from './testing/inventory.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());
beforeEach(() => aws.stock({ p1: 10, p2: 10 }));

describe('a reservation', () => {
  it('takes every line of a paid order from stock', async () => {
    const message = paymentProcessed();
    const emitted = await startInventory(aws).reserve(message, handlerContext());
    expect(emitted).toMatchObject([{ type: 'InventoryUpdated', outcome: 'reserved' }]);
    expect(await availableIn(aws)).toEqual({ p1: 8, p2: 9 });
  });

  it('is made once, and told of again, on redelivery', async () => {
    const { reserve } = startInventory(aws);
    const message = paymentProcessed();
    const first = await reserve(message, handlerContext());
    expect(await reserve(message, handlerContext())).toEqual(first);
    expect(await availableIn(aws)).toEqual({ p1: 8, p2: 9 });
  });

  it('takes nothing when one line is missing, and says which', async () => {
    await aws.stock({ p2: 0 });
    const emitted = await startInventory(aws).reserve(paymentProcessed(), handlerContext());
    expect(emitted).toMatchObject([{ outcome: 'out_of_stock', data: { missing: ['p2'] } }]);
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 0 });
  });

  it('stays refused when stock comes in before the redelivery', async () => {
    const { reserve } = startInventory(aws);
    await aws.stock({ p2: 0 });
    const message = paymentProcessed();
    const first = await reserve(message, handlerContext());
    await aws.stock({ p2: 5 });
    expect(await reserve(message, handlerContext())).toEqual(first);
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 5 });
  });

  it('never sells more than there is, to however many at once', async () => {
    await aws.stock({ p1: 6, p2: 100 });
    const { reserve } = startInventory(aws);
    const buyers = Array.from({ length: 20 }, () => reserve(paymentProcessed(), handlerContext()));
    const outcomes = (await Promise.all(buyers)).map(([event]) => event?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(3);
    expect(await availableIn(aws)).toEqual({ p1: 0, p2: 97 });
  });
});

describe('two workers', () => {
  it('never sell more than there is, and no less, to however many at once', async () => {
    await aws.stock({ p1: 7, p2: 100 });
    const workers = [startInventory(aws), startInventory(aws)];
    const buyers = Array.from({ length: 24 }, (_, index) =>
      workers[index % 2]?.reserve(paymentProcessed(), handlerContext()),
    );
    const outcomes = (await Promise.all(buyers)).map((events) => events?.[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'out_of_stock')).toHaveLength(21);
    expect(await availableIn(aws)).toEqual({ p1: 1, p2: 97 });
    expect(await openHoldsIn(aws)).toEqual([]);
  });

  it('that have the same order reserve for it once', async () => {
    const orderId = newOrderId();
    const deliveries = [startInventory(aws), startInventory(aws), startInventory(aws)].map(({ reserve }) =>
      reserve(paymentProcessed(orderId), handlerContext()),
    );
    const [first, ...others] = await Promise.all(deliveries);
    for (const other of others) expect(other).toEqual(first);
    expect(await availableIn(aws)).toEqual({ p1: 8, p2: 9 });
    expect(await openHoldsIn(aws)).toEqual([]);
  });
});

describe('an attempt that dies', () => {
  const dying = () => startInventory(aws, { create: () => Promise.reject(new Error('the process is gone')) });

  it('before its reservation is stored leaves holds, which the next delivery takes up', async () => {
    const orderId = newOrderId();
    await expect(dying().reserve(paymentProcessed(orderId), handlerContext())).rejects.toThrow('gone');
    expect(await availableIn(aws)).toEqual({ p1: 8, p2: 9 });
    expect(await openHoldsIn(aws)).toEqual([orderId, orderId]);
    const emitted = await startInventory(aws).reserve(paymentProcessed(orderId), handlerContext());
    expect(emitted).toMatchObject([{ outcome: 'reserved' }]);
    expect(await availableIn(aws)).toEqual({ p1: 8, p2: 9 });
    expect(await openHoldsIn(aws)).toEqual([]);
  });

  it('of an order that is then cancelled has its holds given back by the cancellation', async () => {
    const orderId = newOrderId();
    await expect(dying().reserve(paymentProcessed(orderId), handlerContext())).rejects.toThrow('gone');
    await startInventory(aws).release(shipmentCancelled(orderId), handlerContext());
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 10 });
    expect(await openHoldsIn(aws)).toEqual([]);
  });

  it('has others wait for the units that may come back, and not be refused for them', async () => {
    await aws.stock({ p1: 2, p2: 0 });
    const orderId = newOrderId();
    const lost = dying().reserve(paymentProcessed(orderId), handlerContext());
    await expect(lost).rejects.toThrow('gone');
    const { lines, ...rest } = paymentProcessed().data;
    const other = { ...paymentProcessed(), data: { ...rest, lines: lines.slice(0, 1) } };
    const waiting = startInventory(aws).reserve(other, handlerContext());
    expect(await startInventory(aws).reserve(paymentProcessed(orderId), handlerContext())).toMatchObject([
      { outcome: 'out_of_stock', data: { missing: ['p2'] } },
    ]);
    expect(await waiting).toMatchObject([{ outcome: 'reserved' }]);
    expect(await availableIn(aws)).toEqual({ p1: 0, p2: 0 });
  });
});
