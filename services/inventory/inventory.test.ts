import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Received } from '#contracts/events.ts';
import { RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import {
  newOrderId,
  orderReturned,
  paymentProcessed,
  shipmentCancelled,
  shipmentPrepared,
} from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createCatalogueStore } from './catalogue-store.ts';
import { createKeepCatalogue } from './keep-catalogue.ts';
import { createMarkSold } from './mark-sold.ts';
import { createReleaseStock } from './release-stock.ts';
import { createReservationStore } from './reservation-store.ts';
import { createReserveStock } from './reserve-stock.ts';
import { createRestock } from './restock.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());
beforeEach(() => aws.stock({ p1: 10, p2: 10 }));

const setup = () => {
  const { now, random, timers } = aws.runtime;
  const deps = { reservations: createReservationStore(aws.runtime), now, random, timers };
  return {
    reserve: createReserveStock(deps),
    markSold: createMarkSold(deps),
    release: createReleaseStock(deps),
    restock: createRestock(deps),
    ...createKeepCatalogue({ store: createCatalogueStore(aws.runtime.aws), random, timers }),
  };
};

const available = async () => {
  const items = await aws.scan('InventoryTable');
  const products = items.filter(({ id }) => String(id).startsWith('product#'));
  return Object.fromEntries(products.map((item) => [item.productId, item.available]));
};
const reservationOf = async (orderId: string) =>
  (await aws.scan('InventoryTable')).find(({ id }) => id === `reservation#${orderId}`);

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

describe('a shipment', () => {
  it('marks the reservation sold, once, and leaves the stock as it is', async () => {
    const { reserve, markSold } = setup();
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    for (const _ of [1, 2]) expect(await markSold(shipmentPrepared(orderId), handlerContext())).toEqual([]);
    expect(await reservationOf(orderId)).toMatchObject({ state: 'SOLD' });
    expect(await available()).toEqual({ p1: 8, p2: 9 });
  });

  it('that comes before its reservation waits for it', async () => {
    const early = setup().markSold(shipmentPrepared(), handlerContext());
    await expect(early).rejects.toBeInstanceOf(RetryLater);
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
    const { reserve, markSold, restock } = setup();
    const orderId = newOrderId();
    await reserve(paymentProcessed(orderId), handlerContext());
    const early = restock(orderReturned(orderId), handlerContext());
    await expect(early).rejects.toBeInstanceOf(RetryLater);
    await markSold(shipmentPrepared(orderId), handlerContext());
    const first = await restock(orderReturned(orderId), handlerContext());
    expect(await restock(orderReturned(orderId), handlerContext())).toEqual(first);
    expect(await markSold(shipmentPrepared(orderId), handlerContext())).toEqual([]);
    expect(await available()).toEqual({ p1: 10, p2: 10 });
  });
});

describe('the catalogue', () => {
  const delivery = (id: string, productId = 'p1'): Received<'ReceiveStock'> => ({
    id,
    type: 'ReceiveStock',
    subject: productId,
    at: '2026-01-02T03:04:05.000Z',
    data: { quantity: 5 },
  });

  it('counts a delivery of stock once, however often it is told of', async () => {
    const { receiveStock } = setup();
    for (const _ of [1, 2, 3]) await receiveStock(delivery('delivery-1'), handlerContext());
    await receiveStock(delivery('delivery-2'), handlerContext());
    expect(await available()).toEqual({ p1: 20, p2: 10 });
  });

  it('lets stock of a product wait that it does not have yet', async () => {
    const unknown = setup().receiveStock(delivery('delivery-3', 'nothing'), handlerContext());
    await expect(unknown).rejects.toBeInstanceOf(RetryLater);
  });

  it('keeps the latest price when an older one comes late', async () => {
    const { putProduct } = setup();
    const put = (price: number, at: string) => {
      const data = { productId: 'p1', name: 'Lantern', description: '', price, currency: 'USD' };
      return putProduct({ id: 'put', type: 'PutProduct', subject: 'p1', at, data }, handlerContext());
    };
    await put(900, '2026-01-02T00:00:00.000Z');
    await put(500, '2026-01-01T00:00:00.000Z');
    const items = await aws.scan('InventoryTable');
    expect(items.find(({ id }) => id === 'product#p1')).toMatchObject({ price: 900 });
  });

  it('changes what is said of a product and keeps its stock', async () => {
    const product = { productId: 'p1', name: 'Lantern', description: 'Bright', price: 900, currency: 'USD' };
    const message = { id: 'put', type: 'PutProduct', subject: 'p1', at: '2026-01-02T03:04:05.000Z' } as const;
    await setup().putProduct({ ...message, data: product }, handlerContext());
    const items = await aws.scan('InventoryTable');
    expect(items.find(({ id }) => id === 'product#p1')).toMatchObject({ ...product, available: 10 });
  });
});
