import { expect, it } from 'vitest';
import type { TimelineEvent } from '#contracts/http.ts';
import { createTextReporter, formatElapsed } from './reporter.ts';

const printedBy = (color: boolean, event: Partial<TimelineEvent>): string => {
  let out = '';
  const write = (text: string) => {
    out += text;
  };
  const told = { id: '1.0', type: 'ShipmentPrepared', title: 'Shipped', status: 'SHIPPED' as const, at: '' };
  createTextReporter({ write, writeError: write, color }).event({ ...told, ...event }, 412);
  return out;
};

it('time counts in seconds, to the millisecond', () => {
  expect(formatElapsed(412)).toBe('+0.412 s');
  expect(formatElapsed(12_034)).toBe('+12.034 s');
});

it('a shipment is told with its carrier and tracking number', () => {
  const detail = { carrier: 'Northwind Parcel', trackingNumber: 'NW123', weight: 3 };
  expect(printedBy(false, { detail })).toBe('+0.412 s  Shipped (Northwind Parcel, NW123)\n');
});

it('missing products are told by name', () => {
  const event = { type: 'InventoryUpdated', outcome: 'out_of_stock', title: 'Out of stock' };
  expect(printedBy(false, { ...event, detail: { missing: ['p1', 'p2'] } })).toContain('(p1, p2)');
});

it('colors are for terminals', () => {
  const colorCode = '\u001b[';
  expect(printedBy(true, {})).toContain(colorCode);
  expect(printedBy(false, {})).not.toContain(colorCode);
});
