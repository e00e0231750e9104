import { describe, expect, it } from 'vitest';
import { causeOf, inFull } from './order-standing.ts';
import { type OwnersRecords, ownersAccount } from './owners-account.ts';

const at = (second: number) => `2026-01-02T03:04:0${second}.000Z`;
const event = (type: string, second: number, outcome?: string) => ({
  type,
  subject: 'a',
  at: at(second),
  data: {},
  ...(outcome && { outcome }),
});
const paid = (...events: ReturnType<typeof event>[]) => ({
  payment: { events: Object.fromEntries(events.map((one) => [one.type, one])) },
});
const reservation = (
  state: string,
  outcome: string,
  reservedAt: number,
  second = reservedAt,
  hold = 'attempt',
) => ({
  reservation: {
    state,
    at: at(reservedAt),
    lines: [{ productId: 'p', quantity: 1, unitPrice: 1, ...(hold && { hold }) }],
    event: event('InventoryUpdated', second, outcome),
  },
});
const shipment = (type: string, second: number) => ({ shipment: { event: event(type, second) } });

const account = (...records: object[]) => ownersAccount(Object.assign({}, ...records) as OwnersRecords);
const told = (...records: object[]) => account(...records).map(causeOf);

const authorized = event('PaymentProcessed', 1, 'authorized');

describe('the account of the owners', () => {
  it('is in the order in which things happen, whatever their clocks say', () => {
    const late = event('PaymentProcessed', 9, 'authorized');
    const all = told(
      paid(late, event('PaymentCaptured', 4)),
      reservation('RESERVED', 'reserved', 2),
      shipment('ShipmentPrepared', 3),
    );
    expect(all).toEqual([
      'PaymentProcessed:authorized',
      'InventoryUpdated:reserved',
      'ShipmentPrepared',
      'PaymentCaptured',
    ]);
  });

  it('has no effect in it whose cause is missing: that was read a moment too early', () => {
    expect(told(reservation('RESERVED', 'reserved', 2), shipment('ShipmentPrepared', 3))).toEqual([]);
    expect(told(paid(authorized), shipment('ShipmentPrepared', 3))).toEqual(['PaymentProcessed:authorized']);
  });

  it('remembers that what was released had been reserved, unless it was released beforehand', () => {
    expect(told(paid(authorized), reservation('RELEASED', 'released', 2, 5))).toContain(
      'InventoryUpdated:reserved',
    );
    expect(told(paid(authorized), reservation('RELEASED', 'released', 2, 2, ''))).not.toContain(
      'InventoryUpdated:reserved',
    );
  });

  it('is empty while nobody has stored anything', () => {
    expect(account({})).toEqual([]);
  });
});

describe('an order in full', () => {
  const received = {
    status: 'RECEIVED',
    timeline: [{ type: 'OrderCreated', at: at(0), status: 'RECEIVED' }],
  } as never;

  it('stands where the owners have brought it', () => {
    const { status, timeline } = inFull(
      received,
      account(paid(authorized), reservation('RESERVED', 'reserved', 2)),
    );
    expect(status).toBe('STOCK_RESERVED');
    expect(timeline.map((entry) => entry.status)).toEqual([
      'RECEIVED',
      'PAYMENT_AUTHORIZED',
      'STOCK_RESERVED',
    ]);
  });

  it('has not ended before `orders` says so', () => {
    const all = account(
      paid(authorized, event('PaymentCaptured', 4)),
      reservation('RESERVED', 'reserved', 2),
      shipment('ShipmentPrepared', 3),
    );
    const { status, timeline } = inFull(received, all);
    expect([status, timeline.at(-1)]).toMatchObject([
      'SHIPPED',
      { type: 'PaymentCaptured', status: 'SHIPPED' },
    ]);
    expect(inFull(received, account(paid(event('PaymentProcessed', 1, 'declined')))).status).toBe('RECEIVED');
  });
});
