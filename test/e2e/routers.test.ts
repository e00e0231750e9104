// The same orders over either router: what carries events to their queues makes no difference to what becomes of an order.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBooks } from '#test/books.ts';
import { orderBody, post } from '#test/orders.ts';
import { routers } from '#test/routers.ts';
import { startWaybill, type Waybill } from '#test/waybill.ts';

describe.each(routers)('over $title', ({ missing, variables }) => {
  let waybill: Waybill;
  beforeAll(async () => {
    if (!missing) waybill = await startWaybill(variables());
  });
  afterAll(() => waybill?.stop());

  const place = async (productId: string, available: number, paymentToken = 'tok_approved') => {
    await waybill.aws.stock({ [productId]: available });
    const body = orderBody([{ productId }], { paymentToken });
    const answer = await waybill.request('/orders', post(body));
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    return String(answer.body.orderId);
  };

  /** Its ending, what the gateway did, what is left, and the mails' subjects. */
  const becameOf = async (orderId: string, productId: string) => {
    const { status } = await waybill.settled(orderId);
    const books = await readBooks(waybill.aws);
    return {
      status,
      ledger: books.ledgerOf(orderId),
      available: books.availableOf(productId),
      mails: books.mailsOf(orderId),
    };
  };

  it.skipIf(missing)('an order is paid, shipped and confirmed by one mail', async () => {
    const orderId = await place('bought', 10);
    expect(await becameOf(orderId, 'bought')).toEqual({
      status: 'COMPLETED',
      ledger: ['authorize (approved)', 'capture'],
      available: 9,
      mails: [expect.stringContaining('on its way')],
    });
  });

  it.skipIf(missing)('a declined order is charged nothing and takes nothing', async () => {
    const orderId = await place('declined', 10, 'tok_declined');
    expect(await becameOf(orderId, 'declined')).toEqual({
      status: 'PAYMENT_DECLINED',
      ledger: ['authorize (declined)'],
      available: 10,
      mails: [expect.stringContaining('declined')],
    });
  });

  it.skipIf(missing)('an order that is out of stock has its payment voided', async () => {
    const orderId = await place('gone', 0);
    expect(await becameOf(orderId, 'gone')).toEqual({
      status: 'OUT_OF_STOCK',
      ledger: ['authorize (approved)', 'void'],
      available: 0,
      mails: [expect.stringMatching(/stock/i)],
    });
  });

  it.skipIf(missing)('an order that is cancelled before it is paid is never charged', async () => {
    const orderId = await place('cancelled', 10, 'tok_outage');
    const cancelled = await waybill.request(`/orders/${orderId}/cancel`, { method: 'POST' });
    expect(cancelled.status).toBe(202);
    expect(await becameOf(orderId, 'cancelled')).toEqual({
      status: 'CANCELLED',
      ledger: ['authorize (declined)', 'void'],
      available: 10,
      mails: [expect.stringContaining('cancelled')],
    });
  });

  it.skipIf(missing)('a returned order is refunded and restocked', async () => {
    const orderId = await place('returned', 10);
    await waybill.settled(orderId);
    const headers = { authorization: 'Bearer test-operator' };
    const answer = await waybill.request(`/orders/${orderId}/return`, post({ restock: true }, headers));
    expect(answer.status).toBe(202);
    await expect
      .poll(() => becameOf(orderId, 'returned'), { timeout: 15_000 })
      .toEqual({
        status: 'REFUNDED',
        ledger: ['authorize (approved)', 'capture', 'refund'],
        available: 10,
        mails: [expect.stringContaining('on its way'), expect.stringContaining('refund')],
      });
  });
});
