// What an order costs: a write of up to 1,024 bytes is one unit, and an order is written when it is placed and when it ends.
import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from 'vitest';
import { worthOf } from '#contracts/money.ts';
import type { OrderDetails } from '#contracts/order-details.ts';
import { itemOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { shortHash, timeUuid } from '#platform/ids.ts';
import { orderOf as benchOrderOf } from '../../bench/support/orders.ts';
import { itemBytes } from '../../bench/support/proxy/writes.ts';
import { newOrder } from './new-order.ts';
import { withHeard } from './projection.ts';

const unit = 1_024;
const createdMs = Date.parse('2026-11-27T19:59:58.765Z');
const at = (ms: number) => new Date(createdMs + ms).toISOString();
type Stored = Parameters<typeof itemBytes>[0];
const bytesOf = (order: OrderRecord): number => itemBytes(marshall(itemOf(order)) as unknown as Stored);

type Ordered = Pick<OrderDetails, 'customerName' | 'customerEmail' | 'shippingAddress' | 'lines'>;

const placed = (ordered: Ordered): OrderRecord => {
  const order: OrderDetails = {
    ...ordered,
    total: worthOf(ordered.lines),
    currency: 'USD',
    paymentMethod: 'CARD',
    paymentToken: 'tok_approved',
    fingerprint: shortHash('body'),
  };
  const data = { order, acceptedAt: at(0) };
  const command = { id: 'm', type: 'PlaceOrder', subject: timeUuid(createdMs), at: at(0), data } as const;
  return newOrder(command, { now: createdMs, stalledAfterMs: 300_000, expiresAfterMs: 72 * 3_600_000 });
};

/** Minutes after it was placed: a queue was long. */
const entry = (type: string, outcome?: string, detail?: Entry['detail']): Entry => ({
  type,
  at: at(654_321),
  ...(outcome && { outcome }),
  ...(detail && { detail }),
});
const paid = entry('PaymentProcessed', 'authorized');
const reserved = entry('InventoryUpdated', 'reserved');
const parcel = { carrier: 'Waybill International', trackingNumber: 'WB000000000001' };

const ended = (order: OrderRecord, cause: string, account: Entry[]): OrderRecord => {
  const after = withHeard(order, { cause, account }, at(765_432));
  expect(after?.timeline.at(-1)?.type).toBe('OrderCompleted');
  return after as OrderRecord;
};
const completed = (order: OrderRecord): OrderRecord =>
  ended(order, 'PaymentCaptured', [
    paid,
    reserved,
    entry('ShipmentPrepared', undefined, parcel),
    entry('PaymentCaptured'),
  ]);
const outOfStock = (order: OrderRecord): OrderRecord =>
  ended(order, 'PaymentReleased:voided', [
    paid,
    entry('InventoryUpdated', 'out_of_stock', {
      missing: order.details.lines.map(({ productId }) => productId),
    }),
    entry('PaymentReleased', 'voided'),
  ]);
const cancelled = (order: OrderRecord): OrderRecord => {
  const request = { id: 'm', type: 'CancelOrder', subject: order.orderId, at: at(5_000), data: {} } as const;
  const asked = withHeard(order, { cause: 'CancelOrder', request, account: [paid] }, at(5_001));
  return ended(asked as OrderRecord, 'PaymentReleased:voided', [
    entry('ShipmentCancelled'),
    entry('InventoryUpdated', 'released'),
    entry('PaymentReleased', 'voided'),
  ]);
};

describe('an order of three lines, as the benchmark places them', () => {
  const orders = Array.from({ length: 100 }, (_, index) => {
    const { items, ...body } = benchOrderOf('three-lines', index * 1_000) as Omit<Ordered, 'lines'> & {
      items: { productId: string; productName: string; quantity: number; price: number }[];
    };
    const lines = items.map(({ price, ...item }) => ({ ...item, unitPrice: Math.round(price * 100) }));
    return placed({ ...body, lines });
  });

  it('is small when it is placed, and has room to spare when it ends', () => {
    expect(Math.max(...orders.map(bytesOf))).toBeLessThanOrEqual(600);
    expect(Math.max(...orders.map((order) => bytesOf(completed(order))))).toBeLessThanOrEqual(850);
  });
});

const line = (productId: string, productName: string, unitPrice: number) => ({
  productId,
  productName,
  quantity: 2,
  unitPrice,
});
const bags = [
  line('fieldnote-daypack', 'Fieldnote Daypack 22 L', 12_900),
  line('packing-cubes', 'Packing Cubes, set of 4', 3_900),
  line('meridian-watch', 'Meridian Travel Watch', 24_900),
];

const people: [string, Ordered][] = [
  [
    'Germany',
    {
      customerName: 'Anna-Lena Großmann-Schäfer',
      customerEmail: 'anna-lena.grossmann-schaefer@posteo.example',
      shippingAddress: {
        street: 'Heinrich-von-Stephan-Straße 114 b',
        city: 'Frankfurt am Main',
        postalCode: '60311',
        country: 'Germany',
      },
      lines: bags,
    },
  ],
  [
    'Japan',
    {
      customerName: '佐藤 健太郎',
      customerEmail: 'kentaro.sato@example.co.jp',
      shippingAddress: {
        street: '西新宿二丁目8番1号',
        city: '東京都新宿区',
        postalCode: '160-0023',
        country: '日本',
      },
      lines: bags,
    },
  ],
  [
    'the United States',
    {
      customerName: 'Christopher Montgomery-Williams',
      customerEmail: 'christopher.montgomery@university.example.edu',
      shippingAddress: {
        street: '12345 Saint Augustine Boulevard, Apt. 1204',
        city: 'Rancho Santa Margarita',
        postalCode: '92688-1234',
        country: 'United States',
      },
      lines: bags,
    },
  ],
];

describe.each(people)('an order of three lines to %s', (_, ordered) => {
  it.each([
    ['completed', completed],
    ['out of stock', outOfStock],
    ['cancelled', cancelled],
  ])('fits into one write unit when it is %s', (_ending, end) => {
    expect(bytesOf(end(placed(ordered)))).toBeLessThanOrEqual(unit);
  });
});
