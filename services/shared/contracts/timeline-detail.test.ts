import { describe, expect, it } from 'vitest';
import type { OrderRecord, TimelineEntry } from './order-record.ts';
import { shipmentOf, shortageOf } from './timeline-detail.ts';

const at = '2026-01-02T03:04:05.000Z';
const orderWith = (...timeline: TimelineEntry[]) => ({ timeline }) as unknown as OrderRecord;
const created: TimelineEntry = { type: 'OrderCreated', at, status: 'RECEIVED' };
const prepared = (detail?: Record<string, unknown>): TimelineEntry => ({
  type: 'ShipmentPrepared',
  at,
  status: 'SHIPPED',
  ...(detail && { detail }),
});

describe('the shipment of an order', () => {
  it('is what shipping said of it', () => {
    const parcel = { carrier: 'UPS', trackingNumber: 'WB1' };
    expect(shipmentOf(orderWith(created, prepared(parcel)))).toEqual(parcel);
  });

  it('is not known before it is prepared', () => {
    expect(shipmentOf(orderWith(created))).toBeUndefined();
  });

  it.each([undefined, {}, { carrier: 'UPS' }, { carrier: 'UPS', trackingNumber: 1 }])(
    'is not made up from %j',
    (detail) => {
      expect(shipmentOf(orderWith(prepared(detail)))).toBeUndefined();
    },
  );
});

describe('the shortage of an order', () => {
  it('is what inventory said was missing', () => {
    const refused: TimelineEntry = {
      type: 'InventoryUpdated',
      outcome: 'out_of_stock',
      at,
      status: 'RELEASING_PAYMENT',
      detail: { missing: ['p1'] },
    };
    expect(shortageOf(orderWith(created, refused))).toEqual({ missing: ['p1'] });
  });
});
