// Orders that are taken back, with every service running: cancelled before they ship, returned after.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBooks } from '#test/books.ts';
import { orderBody, post } from '#test/orders.ts';
import { startWaybill, type Waybill } from '#test/waybill.ts';

let waybill: Waybill;
beforeAll(async () => {
  waybill = await startWaybill();
});
afterAll(() => waybill.stop());

const place = async (productId: string, paymentToken = 'tok_approved'): Promise<string> => {
  await waybill.aws.stock({ [productId]: 10 });
  const { status, body } = await waybill.request(
    '/orders',
    post(orderBody([{ productId }], { paymentToken })),
  );
  expect(status, JSON.stringify(body)).toBe(202);
  return body.orderId;
};
/** Resolves when a message of this type about this order has been dealt with. */
const consumed = (queueName: string, type: string, orderId: string, outcome = '') =>
  waybill.aws.spy.waitForMessage(
    (message) =>
      message.service === 'sqs' &&
      message.queueName === queueName &&
      [type, orderId, outcome].every((part) => message.body.includes(part)),
    'consumed',
    15_000,
  );
const cancel = async (orderId: string) => {
  const { status } = await waybill.request(`/orders/${orderId}/cancel`, { method: 'POST' });
  expect(status).toBe(202);
};

describe('a cancellation', () => {
  it('before the payment is authorized ends the order: never charged, nothing taken, one mail', async () => {
    const orderId = await place('stuck', 'tok_outage');
    await cancel(orderId);
    expect(await waybill.settled(orderId)).toMatchObject({ status: 'CANCELLED', final: true });
    const books = await readBooks(waybill.aws);
    expect(books.ledgerOf(orderId)).toEqual(['authorize (declined)', 'void']);
    expect(books.availableOf('stuck')).toBe(10);
    expect(books.mailsOf(orderId)).toEqual([expect.stringContaining('cancelled')]);
  });

  it('that races the order is granted or too late, never both, and the books say the same', async () => {
    await waybill.aws.stock({ raced: 100 });
    const body = orderBody([{ productId: 'raced' }]);
    const race = async () => {
      const { orderId } = (await waybill.request('/orders', post(body))).body;
      await cancel(orderId);
      return (await waybill.settled(orderId)) as { orderId: string; status: string };
    };
    const orders = await Promise.all(Array.from({ length: 30 }, race));
    const books = await readBooks(waybill.aws);
    const endings = orders.map(({ orderId, status }) => ({ status, ledger: books.ledgerOf(orderId).join() }));
    for (const ending of endings)
      expect([
        { status: 'COMPLETED', ledger: 'authorize (approved),capture' },
        { status: 'CANCELLED', ledger: 'authorize (approved),void' },
        { status: 'CANCELLED', ledger: 'authorize (declined),void' },
      ]).toContainEqual(ending);
    expect(orders.map(({ orderId }) => books.mailsOf(orderId).length)).toEqual(orders.map(() => 1));
    const sold = orders.filter(({ status }) => status === 'COMPLETED').length;
    expect(books.availableOf('raced')).toBe(100 - sold);
    expect(books.unaccounted('raced')).toBe(0);
  });

  it('after the order is completed changes nothing, and the timeline says that it was too late', async () => {
    const orderId = await place('late');
    await waybill.settled(orderId);
    await cancel(orderId);
    await consumed('order-queue', 'CancelOrder', orderId);
    const { body } = await waybill.request(`/orders/${orderId}/events`);
    expect(body.status).toBe('COMPLETED');
    expect(body.events.map(({ title }: { title: string }) => title)).toContain('It was too late to cancel');
  });
});

describe('a return', () => {
  it.each([
    [true, 10],
    [false, 9],
  ])('with restock %s is refunded once, and leaves %i units', async (restock, available) => {
    const productId = restock ? 'restocked' : 'written-off';
    const orderId = await place(productId);
    await waybill.settled(orderId);
    const headers = { authorization: 'Bearer test-operator' };
    const giveBack = () => waybill.request(`/orders/${orderId}/return`, post({ restock }, headers));
    expect((await giveBack()).status).toBe(202);
    expect((await giveBack()).status).toBe(202);
    await consumed('notification-queue', 'OrderCompleted', orderId, 'refunded');
    if (restock) await consumed('inventory-queue', 'OrderReturned', orderId);
    expect(await waybill.settled(orderId)).toMatchObject({ status: 'REFUNDED', final: true });
    const books = await readBooks(waybill.aws);
    expect(books.ledgerOf(orderId)).toEqual(['authorize (approved)', 'capture', 'refund']);
    expect(books.mailsOf(orderId)).toHaveLength(2);
    expect(books.availableOf(productId)).toBe(available);
    expect(books.unaccounted(productId)).toBe(0);
  });
});
