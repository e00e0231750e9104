// Orders on a real DynamoDB: what its expressions do, not what they look like.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatchKey } from '#contracts/mail-dispatch.ts';
import { entriesOf } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { TableName } from '#platform/topology.ts';
import { putOrder } from '../../../test/support/stored-order.ts';
import { startTestAws, type TestAws } from '../../../test/support/test-aws.ts';
import { at, goodTimeline, sentMail, storedOrder } from '../testing/samples.ts';
import { listOrders } from './list-orders.ts';
import { createOrderReader } from './order-reader.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test.stop());

const put = (table: TableName, Item: object) => {
  const { aws } = test.runtime;
  return aws.dynamo.send(new PutCommand({ TableName: aws.tableName(table), Item }));
};

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
    for (const order of orders) await putOrder(test.runtime, order);
  });
  const reader = () => createOrderReader(test.runtime);
  const idsOf = async (query: Parameters<typeof listOrders>[1]) => {
    const ids: string[] = [];
    let page = await listOrders(reader(), query);
    for (ids.push(...page.orders.map(({ orderId }) => orderId)); page.next; ) {
      page = await listOrders(reader(), { ...query, after: page.next });
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

  it('are listed once, where they were created, though the journal names them elsewhere and others that are not there', async () => {
    const { dynamo, tableName } = test.runtime.aws;
    const named = ({ orderId }: { orderId: string }, second: number) => ({
      orderId,
      createdKey: `${at(second)}#${orderId}`,
    });
    const [old, young] = [orders[3], orders[27]] as [OrderRecord, OrderRecord];
    const unknown = { orderId: 'nobody' };
    // Requests that were repeated, later; and one whose repetition was the first to be stored.
    for (const key of [
      named(old, 28),
      named(old, 29),
      named(young, 5),
      named(unknown, 9),
      named(unknown, 60),
    ])
      for (const Item of entriesOf([key]))
        await dynamo.send(new PutCommand({ TableName: tableName('OrderJournalTable'), Item }));
    for (const limit of [1, 7, 100]) {
      expect(await idsOf({ limit })).toEqual(newestFirst);
      const completed = newestFirst.filter((_, index) => index % 2 === 1);
      expect(await idsOf({ limit, status: 'COMPLETED' })).toEqual(completed);
    }
  });

  it('come with their mails, each part where it is', async () => {
    const [first, second] = orders;
    if (!first || !second) throw new Error('no orders');
    await put('NotificationsTable', sentMail(first.orderId));
    const found = await reader().snapshots([first.orderId, second.orderId, 'none']);
    expect(found.get(first.orderId)).toEqual({ order: first, mail: sentMail(first.orderId) });
    expect(found.get(second.orderId)).toEqual({ order: second });
    expect(found.get('none')).toEqual({});
    expect(await reader().get(first.orderId)).toEqual({ order: first, mail: sentMail(first.orderId) });
    expect(await reader().get('none')).toEqual({});
  });

  it('come with mails of which one dispatch tells, and without those of which none does', async () => {
    const [first, second, third] = orders.slice(2);
    if (!first || !second || !third) throw new Error('no orders');
    const claim = (claimId: string, dispatch: string) =>
      ({ state: 'SENDING', claimId, leaseUntil: 0, subject: 'Your order is confirmed', dispatch }) as const;
    await put('NotificationsTable', { orderId: first.orderId, fulfilled: claim('c1', 'd1') });
    await put('NotificationsTable', { orderId: second.orderId, fulfilled: claim('c2', 'd1') });
    await put('NotificationsTable', { orderId: third.orderId, fulfilled: claim('c3', 'd2') });
    const taken = { messageId: 'm1', at: Date.parse(at(6)) };
    await put('NotificationsTable', { orderId: dispatchKey('d1'), sent: { c1: taken, c2: taken } });
    const found = await reader().snapshots([first.orderId, second.orderId, third.orderId]);
    expect(found.get(first.orderId)?.mail).toEqual(sentMail(first.orderId));
    expect(found.get(second.orderId)?.mail).toEqual(sentMail(second.orderId));
    expect(found.get(third.orderId)?.mail?.fulfilled).toEqual(claim('c3', 'd2'));
  });
});
