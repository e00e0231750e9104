// The books of a real system: balanced after orders of every ending, and wrong in the right place when somebody tampers.
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '#operations/reconcile/reconcile.ts';
import { type TableName, topology } from '#platform/topology.ts';
import { newOrderId } from '#test/messages.ts';
import { orderBody, post } from '#test/orders.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startWaybill, type Waybill } from '#test/waybill.ts';

let waybill: Waybill;
beforeAll(async () => {
  waybill = await startWaybill();
});
afterAll(() => waybill.stop());

const operator = { authorization: 'Bearer test-operator' };

const place = async (productId: string, paymentToken = 'tok_approved', quantity = 1): Promise<string> => {
  const body = orderBody([{ productId, quantity }], { paymentToken });
  const { status, body: answer } = await waybill.request('/orders', post(body));
  expect(status, JSON.stringify(answer)).toBe(202);
  return answer.orderId;
};

const consumed = (queueName: string, type: string, orderId: string) =>
  waybill.aws.spy.waitForMessage(
    (message) =>
      message.service === 'sqs' &&
      message.queueName === queueName &&
      message.body.includes(`"type":"${type}"`) &&
      message.body.includes(orderId),
    'consumed',
    15_000,
  );

/** Sold, and its customer told. */
const sell = async (productId: string, quantity = 1): Promise<string> => {
  const orderId = await place(productId, 'tok_approved', quantity);
  expect((await waybill.settled(orderId)).status).toBe('COMPLETED');
  await consumed('notification-queue', 'OrderCompleted', orderId);
  return orderId;
};

const giveBack = async (orderId: string, restock: boolean): Promise<void> => {
  await waybill.request(`/orders/${orderId}/return`, post({ restock }, operator));
  await consumed('notification-queue', 'OrderCompleted', orderId);
  if (restock) await consumed('inventory-queue', 'OrderReturned', orderId);
  await consumed('payment-queue', 'OrderReturned', orderId);
  expect((await waybill.settled(orderId)).status).toBe('REFUNDED');
};

const cancel = async (productId: string): Promise<string> => {
  const orderId = await place(productId, 'tok_outage');
  await waybill.request(`/orders/${orderId}/cancel`, { method: 'POST' });
  expect((await waybill.settled(orderId)).status).toBe('CANCELLED');
  return orderId;
};

const ended = async (orderId: string, status: string): Promise<void> => {
  expect((await waybill.settled(orderId)).status).toBe(status);
};

/** As if the grace period were over. `meanwhile` happens between the two readings, instead of a pause. */
const findings = (meanwhile: () => Promise<void> = async () => undefined) => {
  const { runtime } = waybill.aws;
  const timers = { ...runtime.timers, delay: meanwhile };
  const later = { ...runtime, timers, now: () => Date.now() + 3_600_000 };
  return reconcile(later, { graceMs: 900_000, settleMs: 5_000, signal: new AbortController().signal });
};

const kindsOf = async (id: string): Promise<string[]> =>
  (await findings()).exceptions
    .filter(({ orderId, productId }) => orderId === id || productId === id)
    .map(({ kind }) => kind);

describe('orders of every ending', () => {
  it('balance: captured = shipped + refunded, and every unit is where it should be', async () => {
    await waybill.aws.stock({ many: 20, none: 0 });
    const [restocked, writtenOff] = await Promise.all([sell('many', 2), sell('many', 3), sell('many')]);
    await Promise.all([
      giveBack(restocked, true),
      giveBack(writtenOff, false),
      place('many', 'tok_declined').then((id) => ended(id, 'PAYMENT_DECLINED')),
      place('many', 'tok_timeout').then((id) => ended(id, 'COMPLETED')),
      place('none').then((id) => ended(id, 'OUT_OF_STOCK')),
      cancel('many'),
    ]);
    const { exceptions, totals } = await findings();
    expect(exceptions).toEqual([]);
    expect(totals).toMatchObject({
      orders: 7,
      inProgress: 0,
      byStatus: { COMPLETED: 2, REFUNDED: 2, PAYMENT_DECLINED: 1, OUT_OF_STOCK: 1, CANCELLED: 1 },
      captured: 3_500,
      refunded: 2_500,
      shipped: 3_500,
      stock: [],
    });
  });

  it('that are under way are counted, and are no exceptions', async () => {
    await waybill.aws.stock({ slow: 1 });
    const orderId = await place('slow', 'tok_outage');
    await consumed('order-queue', 'PlaceOrder', orderId);
    const { runtime } = waybill.aws;
    const options = { graceMs: 900_000, settleMs: 1, signal: new AbortController().signal };
    const { exceptions, totals } = await reconcile(runtime, options);
    expect(exceptions).toEqual([]);
    expect(totals.inProgress).toBeGreaterThan(0);
    await waybill.request(`/orders/${orderId}/cancel`, { method: 'POST' });
    await ended(orderId, 'CANCELLED');
  });
});

describe('tampering is found:', () => {
  const dynamo = () => waybill.aws.runtime.aws.dynamo;
  const table = (name: TableName) => waybill.aws.runtime.aws.tableName(name);
  const remove = (name: TableName, value: string) => {
    const Key = { [topology.tables[name].key.partition]: value };
    return dynamo().send(new DeleteCommand({ TableName: table(name), Key }));
  };

  const addUnits = (productId: string, units: number) =>
    dynamo().send(
      new UpdateCommand({
        TableName: table('InventoryTable'),
        Key: { id: `product#${productId}` },
        UpdateExpression: 'ADD available :units',
        ExpressionAttributeValues: { ':units': units },
      }),
    );

  it('a capture that the ledger does not have', async () => {
    await waybill.aws.stock({ cut: 5 });
    const orderId = await sell('cut');
    await remove('SimulatedGatewayTable', `settle:${orderId}`);
    expect(await kindsOf(orderId)).toEqual(['charge-differs', 'payment-differs']);
  });

  it('units that nobody received', async () => {
    await waybill.aws.stock({ conjured: 5 });
    await addUnits('conjured', 1);
    expect(await kindsOf('conjured')).toEqual(['units-unaccounted']);
  });

  it('a reservation of an order that nobody placed', async () => {
    await waybill.aws.stock({ forged: 5 });
    const orderId = newOrderId();
    const lines = [{ productId: 'forged', quantity: 1, unitPrice: 500 }];
    const event = { type: 'InventoryUpdated', outcome: 'reserved' };
    const at = new Date().toISOString();
    const Item = { id: `reservation#${orderId}`, orderId, state: 'RESERVED', lines, at, event };
    await dynamo().send(new PutCommand({ TableName: table('InventoryTable'), Item }));
    expect(await kindsOf(orderId)).toEqual(['unknown-order']);
    expect(await kindsOf('forged')).toEqual(['units-unaccounted']);
  });

  /** What `npm run ops -- resume` sends. */
  const resume = (subject: string) =>
    createQueueTools(waybill.aws.runtime).send('order-queue', {
      type: 'ResumeOrder',
      subject,
      at: new Date().toISOString(),
      data: { forced: true },
      key: newOrderId(),
    });

  it('a mail that is not marked as sent; resuming the order sends it', async () => {
    await waybill.aws.stock({ unmailed: 5 });
    const orderId = await sell('unmailed');
    await remove('NotificationsTable', orderId);
    expect(await kindsOf(orderId)).toEqual(['mail-missing']);
    await resume(orderId);
    await expect.poll(() => kindsOf(orderId), { timeout: 15_000 }).toEqual([]);
  });

  it('units that are held beside the reservation; resuming the order gives them back', async () => {
    await waybill.aws.stock({ held: 5 });
    const orderId = await sell('held');
    await dynamo().send(
      new UpdateCommand({
        TableName: table('InventoryTable'),
        Key: { id: 'product#held' },
        UpdateExpression:
          'SET holds.#order = :hold, available = available - :quantity, revision = revision + :one',
        ExpressionAttributeNames: { '#order': orderId },
        ExpressionAttributeValues: {
          ':hold': { quantity: 2, by: 'lost', rev: 1 },
          ':quantity': 2,
          ':one': 1,
        },
      }),
    );
    expect(await kindsOf(orderId)).toEqual(['hold-left']);
    await resume(orderId);
    await expect.poll(() => kindsOf(orderId), { timeout: 15_000 }).toEqual([]);
    const { totals } = await findings();
    expect(totals.stock.map(({ productId }) => productId)).not.toContain('held');
  });

  it('but what shows other figures at the second reading has only moved', async () => {
    await waybill.aws.stock({ moving: 5 });
    await addUnits('moving', 1);
    const { exceptions, totals } = await findings(async () => {
      await addUnits('moving', 1);
    });
    expect(exceptions.map(({ productId }) => productId)).not.toContain('moving');
    expect(totals.stock.map(({ productId }) => productId)).not.toContain('moving');
    await addUnits('moving', -2);
    expect(await kindsOf('moving')).toEqual([]);
  });
});
