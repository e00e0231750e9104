import { describe, expect, it } from 'vitest';
import { carrierFor, trackingNumberFor } from './carriers.ts';

describe('a parcel', () => {
  it('goes by ground at home and by the international carrier abroad', () => {
    expect(carrierFor(' usa ')).toBe('Waybill Ground');
    expect(carrierFor('Norway')).toBe('Waybill International');
  });

  it('keeps its tracking number at every attempt', () => {
    expect(trackingNumberFor('order-1')).toMatch(/^WB\d{12}$/);
    expect(trackingNumberFor('order-1')).toBe(trackingNumberFor('order-1'));
    expect(trackingNumberFor('order-1')).not.toBe(trackingNumberFor('order-2'));
  });
});
