// The stores on a real DynamoDB: what their expressions do, not what they look like.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableName } from '#platform/topology.ts';
import { startTestAws, type TestAws } from '../../test/support/test-aws.ts';
import { createProductStore } from './catalogue/product-store.ts';
import { createClaimStore } from './orders/claim-store.ts';
import { listOrders } from './orders/list-orders.ts';
import { createOrderStore } from './orders/order-store.ts';
import { goodTimeline, sentMail, storedOrder } from './testing/samples.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test.stop());

const put = (table: TableName, Item: object) => {
  const { aws } = test.runtime;
  return aws.dynamo.send(new PutCommand({ TableName: aws.tableName(table), Item }));
};

describe('a claim', () => {
  const claimOf = (fingerprint: string, expiresAt = 2_000) => ({
    ...{ id: 'one key', orderId: `order of ${fingerprint}`, fingerprint, expiresAt },
  });

  it('is held by the first of many at once', async () => {
    const claims = createClaimStore(test.runtime.aws);
    const holders = await Promise.all(
      Array.from({ length: 10 }, (_, index) => claims.claim(claimOf(String(index)), 1_000)),
    );
    expect(new Set(holders.map(({ orderId }) => orderId)).size).toBe(1);
    expect(await claims.find('one key', 1_000)).toEqual(holders[0]);
  });

  it('that has expired counts for nothing, though it is still there', async () => {
    const claims = createClaimStore(test.runtime.aws);
    expect(await claims.find('one key', 2_000)).toBeUndefined();
    const next = claimOf('next', 5_000);
    expect(await claims.claim(next, 2_000)).toEqual(next);
    expect(await claims.claim(claimOf('late', 6_000), 4_999)).toEqual(next);
    expect(await claims.find('no such key', 0)).toBeUndefined();
  });
});

describe('orders', () => {
  const orders = Array.from({ length: 30 }, (_, second) =>
    storedOrder({
      second,
      customerEmail: second % 3 === 0 ? 'jane@example.com' : 'john@example.com',
      timeline: goodTimeline.slice(0, second % 2 === 0 ? 6 : 4),
    }),
  );
  const newestFirst = orders.map(({ orderId }) => orderId).reverse();
  beforeAll(async () => {
    for (const order of orders) await put('OrdersTable', order);
  });
  const store = () => createOrderStore(test.runtime.aws, test.runtime.random);
  const idsOf = async (query: Parameters<typeof listOrders>[1]) => {
    const ids: string[] = [];
    let page = await listOrders(store(), query);
    for (ids.push(...page.orders.map(({ orderId }) => orderId)); page.next; ) {
      page = await listOrders(store(), { ...query, after: page.next });
      ids.push(...page.orders.map(({ orderId }) => orderId));
    }
    return ids;
  };

  it('are listed newest first over all partitions, page by page', async () => {
    expect(await idsOf({ limit: 7 })).toEqual(newestFirst);
    expect(await idsOf({ limit: 100 })).toEqual(newestFirst);
  });

  it('are listed by status, by customer, and by both', async () => {
    const where = (wanted: (second: number) => boolean) =>
      newestFirst.filter((_, index) => wanted(29 - index));
    expect(await idsOf({ limit: 4, status: 'COMPLETED' })).toEqual(where((second) => second % 2 === 0));
    expect(await idsOf({ limit: 4, status: 'SHIPPED' })).toEqual(where((second) => second % 2 === 1));
    const customerEmail = 'Jane@Example.com';
    expect(await idsOf({ limit: 4, customerEmail })).toEqual(where((second) => second % 3 === 0));
    expect(await idsOf({ limit: 4, customerEmail, status: 'SHIPPED' })).toEqual(
      where((second) => second % 6 === 3),
    );
  });

  it('come with their mails, each part where it is', async () => {
    const [first, second] = orders;
    if (!first || !second) throw new Error('no orders');
    await put('NotificationsTable', sentMail(first.orderId));
    const found = await store().snapshots([first.orderId, second.orderId, 'none']);
    expect(found.get(first.orderId)).toEqual({ order: first, mail: sentMail(first.orderId) });
    expect(found.get(second.orderId)).toEqual({ order: second });
    expect(found.get('none')).toEqual({});
    expect(await store().get(first.orderId)).toEqual(first);
    expect(await store().get('none')).toBeUndefined();
  });
});

describe('products', () => {
  it('are found and listed in order, reservations apart', async () => {
    await test.stock({ b: 2, a: 1, c: 0 });
    await put('InventoryTable', { id: 'reservation#x', orderId: 'x' });
    const store = createProductStore(test.runtime.aws, test.runtime.random);
    expect(await store.list({ limit: 2 })).toEqual(['a', 'b']);
    expect(await store.list({ limit: 2, after: 'b' })).toEqual(['c']);
    const found = await store.find(['a', 'c', 'none']);
    expect([...found.values()].map(({ productId, available }) => [productId, available]).sort()).toEqual([
      ['a', 1],
      ['c', 0],
    ]);
    expect(await store.find([])).toEqual(new Map());
  });
});
