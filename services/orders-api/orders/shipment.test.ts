import { describe, expect, it } from 'vitest';
import { entry, goodTimeline, storedOrder } from '../testing/samples.ts';
import { shipmentOf } from './shipment.ts';

describe('the shipment of an order', () => {
  it('is what shipping said of it', () => {
    expect(shipmentOf(storedOrder({ timeline: goodTimeline }))).toEqual({
      carrier: 'UPS',
      trackingNumber: 'WB1',
    });
  });

  it('is not known before it is prepared', () => {
    expect(shipmentOf(storedOrder({ timeline: goodTimeline.slice(0, 3) }))).toBeUndefined();
  });

  it.each([undefined, {}, { carrier: 'UPS' }, { carrier: 'UPS', trackingNumber: 1 }])(
    'is not made up from %j',
    (detail) => {
      const prepared = entry('ShipmentPrepared', 'SHIPPED', 3, detail && { detail });
      expect(shipmentOf(storedOrder({ timeline: [prepared] }))).toBeUndefined();
    },
  );
});
