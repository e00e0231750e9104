// Orders from HTTP to mail, with every service running: each ending an order can have, seen from outside.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readBooks } from '#test/books.ts';
import { orderBody, post } from '#test/orders.ts';
import { startWaybill, type Waybill } from '#test/waybill.ts';

let waybill: Waybill;
beforeAll(async () => {
  waybill = await startWaybill();
});
afterAll(() => waybill.stop());

const place = async (body: unknown, headers: Record<string, string> = {}): Promise<string> => {
  const { status, body: answer } = await waybill.request('/orders', post(body, headers));
  expect(status, JSON.stringify(answer)).toBe(202);
  return answer.orderId;
};
const types = async (orderId: string): Promise<string[]> => {
  const { body } = await waybill.request(`/orders/${orderId}/events`);
  return body.events.map(({ type, outcome }: { type: string; outcome?: string }) =>
    outcome ? `${type}:${outcome}` : type,
  );
};

describe('an order that can be paid and served', () => {
  it('is paid, reserved, shipped, captured, and confirmed by one mail', async () => {
    await waybill.aws.stock({ happy: 10 });
    const orderId = await place(orderBody([{ productId: 'happy', quantity: 2 }]));
    const order = await waybill.settled(orderId);
    expect(order).toMatchObject({ status: 'COMPLETED', final: true, total: 10, currency: 'USD' });
    expect(order.shipment.trackingNumber).toMatch(/^WB/);
    // In the order in which `orders` learned of them, which is not always that in which they happened.
    const seen = await types(orderId);
    expect(seen.at(-1)).toBe('MailSent:fulfilled');
    expect(seen.toSorted()).toEqual(
      [
        'OrderCreated',
        'PaymentProcessed:authorized',
        'InventoryUpdated:reserved',
        'ShipmentPrepared',
        'PaymentCaptured',
        'OrderCompleted:fulfilled',
        'MailSent:fulfilled',
      ].toSorted(),
    );
    const books = await readBooks(waybill.aws);
    expect(books.ledgerOf(orderId)).toEqual(['authorize (approved)', 'capture']);
    expect(books.mailsOf(orderId)).toHaveLength(1);
    expect(books.availableOf('happy')).toBe(8);
  });

  it('may have several lines; a product that comes twice counts once, summed', async () => {
    await waybill.aws.stock({ one: 10, two: 10 });
    const lines = [
      { productId: 'one' },
      { productId: 'two', quantity: 3 },
      { productId: 'one', quantity: 2 },
    ];
    const order = await waybill.settled(await place(orderBody(lines)));
    expect(order).toMatchObject({
      status: 'COMPLETED',
      total: 30,
      items: [
        { productId: 'one', quantity: 3 },
        { productId: 'two', quantity: 3 },
      ],
    });
    const books = await readBooks(waybill.aws);
    expect([books.availableOf('one'), books.availableOf('two')]).toEqual([7, 7]);
  });

  it.each(['tok_timeout', 'tok_error'])(
    'survives a gateway that misbehaves (%s), charged once',
    async (token) => {
      await waybill.aws.stock({ shaky: 10 });
      const orderId = await place(orderBody([{ productId: 'shaky' }], { paymentToken: token }));
      expect(await waybill.settled(orderId)).toMatchObject({ status: 'COMPLETED' });
      const books = await readBooks(waybill.aws);
      expect(books.ledgerOf(orderId)).toEqual(['authorize (approved)', 'capture']);
      expect(books.mailsOf(orderId)).toHaveLength(1);
    },
  );
});

describe('an order that cannot be paid', () => {
  it('is declined: nothing charged, nothing taken from stock, the customer told', async () => {
    await waybill.aws.stock({ declined: 10 });
    const body = orderBody([{ productId: 'declined' }], { paymentToken: 'tok_declined' });
    const orderId = await place(body);
    expect(await waybill.settled(orderId)).toMatchObject({ status: 'PAYMENT_DECLINED', final: true });
    const books = await readBooks(waybill.aws);
    expect(books.ledgerOf(orderId)).toEqual(['authorize (declined)']);
    expect(books.availableOf('declined')).toBe(10);
    expect(books.mailsOf(orderId)).toEqual([expect.stringContaining('declined')]);
  });
});

describe('an order that cannot be served', () => {
  it('is out of stock: its payment voided, no line taken, the customer told', async () => {
    await waybill.aws.stock({ plenty: 10, gone: 0 });
    const orderId = await place(orderBody([{ productId: 'plenty' }, { productId: 'gone' }]));
    expect(await waybill.settled(orderId)).toMatchObject({ status: 'OUT_OF_STOCK', final: true });
    const books = await readBooks(waybill.aws);
    expect(books.ledgerOf(orderId)).toEqual(['authorize (approved)', 'void']);
    expect(books.availableOf('plenty')).toBe(10);
    expect(books.mailsOf(orderId)).toEqual([expect.stringMatching(/stock/i)]);
  });

  it('is one of many when the last unit is wanted by all at once', async () => {
    await waybill.aws.stock({ last: 1 });
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => place(orderBody([{ productId: 'last' }]))),
    );
    const orders = await Promise.all(ids.map(waybill.settled));
    const statuses = orders.map(({ status }) => status).sort();
    expect(statuses).toEqual(['COMPLETED', ...Array.from({ length: 19 }, () => 'OUT_OF_STOCK')]);
    const books = await readBooks(waybill.aws);
    expect(books.unaccounted('last')).toBe(0);
    expect(ids.map((id) => books.mailsOf(id).length)).toEqual(ids.map(() => 1));
    expect(ids.filter((id) => books.ledgerOf(id).includes('capture'))).toHaveLength(1);
  });
});

describe('a request that is repeated', () => {
  it('with the same Idempotency-Key is one order, also when both come at once', async () => {
    await waybill.aws.stock({ repeated: 10 });
    const body = orderBody([{ productId: 'repeated' }]);
    const headers = { 'idempotency-key': 'a3f1c7b2-repeated' };
    const ids = await Promise.all([place(body, headers), place(body, headers), place(body, headers)]);
    expect(new Set(ids).size).toBe(1);
    await waybill.settled(ids[0] ?? '');
    expect(await place(body, headers)).toBe(ids[0]);
    const books = await readBooks(waybill.aws);
    expect(books.availableOf('repeated')).toBe(9);
    expect(books.mailsOf(ids[0] ?? '')).toHaveLength(1);
  });

  it('with the same Idempotency-Key and another body is refused', async () => {
    await waybill.aws.stock({ repeated: 10 });
    const headers = { 'idempotency-key': 'b4e2d8c3-other-body' };
    await place(orderBody([{ productId: 'repeated' }]), headers);
    const other = orderBody([{ productId: 'repeated', quantity: 2 }]);
    expect((await waybill.request('/orders', post(other, headers))).status).toBe(422);
  });
});
