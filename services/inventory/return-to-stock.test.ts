// Stock that comes back: released by a cancellation, or restocked by a return.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Permanent } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, orderReturned, paymentProcessed, shipmentCancelled } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { availableIn, openHoldsIn, startInventory } from './testing/inventory.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());
beforeEach(() => aws.stock({ p1: 10, p2: 10 }));

describe('stock that is given back', () => {
  it('by a cancellation is released once', async () => {
    const { reserve, release } = startInventory(aws);
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    const first = await release(shipmentCancelled(orderId), handlerContext());
    expect(first).toMatchObject([{ type: 'InventoryUpdated', outcome: 'released' }]);
    expect(await release(shipmentCancelled(orderId), handlerContext())).toEqual(first);
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 10 });
  });

  it('by three deliveries of a cancellation at once is released once', async () => {
    const { reserve, release } = startInventory(aws);
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    await Promise.allSettled([1, 2, 3].map(() => release(shipmentCancelled(orderId), handlerContext())));
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 10 });
  });

  it('before it was taken is never taken: the cancellation left a tombstone', async () => {
    const { reserve, release } = startInventory(aws);
    const orderId = newOrderId();
    const released = await release(shipmentCancelled(orderId), handlerContext());
    expect(await reserve(paymentProcessed(orderId), handlerContext())).toEqual(released);
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 10 });
  });

  it('by an order that got nothing is nothing: the refusal stands', async () => {
    await aws.stock({ p2: 0 });
    const { reserve, release } = startInventory(aws);
    const orderId = newOrderId();
    const refused = await reserve(paymentProcessed(orderId), handlerContext());
    expect(await release(shipmentCancelled(orderId), handlerContext())).toEqual(refused);
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 0 });
  });

  it('by a return goes back on sale, once', async () => {
    const { reserve, restock } = startInventory(aws);
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    const first = await restock(orderReturned(orderId), handlerContext());
    expect(await restock(orderReturned(orderId), handlerContext())).toEqual(first);
    expect(await availableIn(aws)).toEqual({ p1: 10, p2: 10 });
  });

  it.each([
    ['is still in the products', 0],
    ['was dropped by the orders that came after', 2],
  ])('while its own hold %s is given back once', async (_, others) => {
    const { reserve, release } = startInventory(aws);
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    for (let other = 0; other < others; other += 1) await reserve(paymentProcessed(), handlerContext());
    await startInventory(aws).release(shipmentCancelled(orderId), handlerContext());
    await release(shipmentCancelled(orderId), handlerContext());
    expect(await availableIn(aws)).toEqual({ p1: 10 - 2 * others, p2: 10 - others });
    expect(await openHoldsIn(aws)).toEqual([]);
  });

  it('of an order that reserved nothing is none: somebody must look', async () => {
    const nothing = startInventory(aws).restock(orderReturned(), handlerContext());
    await expect(nothing).rejects.toBeInstanceOf(Permanent);
  });
});
