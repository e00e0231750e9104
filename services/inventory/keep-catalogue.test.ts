// Products and deliveries of stock, as operators send them.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CatalogueEdition, catalogueEditionKey } from '#contracts/catalogue-edition.ts';
import type { Received } from '#contracts/events.ts';
import { RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import { paymentProcessed } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { availableIn, startInventory } from './testing/inventory.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());
beforeEach(() => aws.stock({ p1: 10, p2: 10 }));

describe('the catalogue', () => {
  const edition = async () =>
    (await aws.runtime.tables.get<CatalogueEdition>('InventoryTable', catalogueEditionKey))?.edition ?? 0;
  const delivery = (id: string, productId = 'p1'): Received<'ReceiveStock'> => ({
    id,
    type: 'ReceiveStock',
    subject: productId,
    at: '2026-01-02T03:04:05.000Z',
    data: { quantity: 5 },
  });

  it('counts a delivery of stock once, however often it is told of', async () => {
    const { receiveStock } = startInventory(aws);
    for (const _ of [1, 2, 3]) await receiveStock(delivery('delivery-1'), handlerContext());
    await receiveStock(delivery('delivery-2'), handlerContext());
    expect(await availableIn(aws)).toEqual({ p1: 20, p2: 10 });
  });

  it('lets stock of a product wait that it does not have yet', async () => {
    const unknown = startInventory(aws).receiveStock(delivery('delivery-3', 'nothing'), handlerContext());
    await expect(unknown).rejects.toBeInstanceOf(RetryLater);
  });

  it('keeps the latest price when an older one comes late', async () => {
    const { putProduct } = startInventory(aws);
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
    await startInventory(aws).putProduct({ ...message, data: product }, handlerContext());
    const items = await aws.scan('InventoryTable');
    expect(items.find(({ id }) => id === 'product#p1')).toMatchObject({ ...product, available: 10 });
  });

  it('has whoever remembers products read them anew, after each change and each repetition of one', async () => {
    const { putProduct } = startInventory(aws);
    const before = await edition();
    const data = { productId: 'p1', name: 'Lantern', description: '', price: 700, currency: 'USD' };
    const message = { id: 'put', type: 'PutProduct', subject: 'p1', at: '2026-01-02T03:04:05.000Z' } as const;
    for (const _ of [1, 2]) await putProduct({ ...message, data }, handlerContext());
    expect(await edition()).toBe(before + 2);
  });

  it('adds a delivery under the eyes of orders that take from the product', async () => {
    const { reserve, receiveStock } = startInventory(aws);
    await reserve(paymentProcessed(), handlerContext());
    await startInventory(aws).receiveStock(delivery('delivery-4'), handlerContext());
    await reserve(paymentProcessed(), handlerContext());
    await receiveStock(delivery('delivery-5'), handlerContext());
    await reserve(paymentProcessed(), handlerContext());
    expect(await availableIn(aws)).toEqual({ p1: 14, p2: 7 });
  });
});
