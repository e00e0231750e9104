import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emittedBy, emittedOn } from '#contracts/order-events.ts';
import { itemOf, recordOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { causeOf } from '#contracts/order-standing.ts';
import { isFinal, isReturnable } from '#contracts/order-status.ts';
import {
  cancelOrder,
  inventoryUpdated,
  paymentCaptured,
  paymentProcessed,
  paymentReleased,
  placeOrder,
  returnOrder,
  shipmentCancelled,
  shipmentPrepared,
} from '#test/messages.ts';
import { newOrder } from './new-order.ts';
import { hear, type OrderMessage } from './testing/hear.ts';

const command = placeOrder();
const orderId = command.subject;
const authorized = paymentProcessed(orderId);
const declined = paymentProcessed(orderId, 'declined');
const reserved = inventoryUpdated(orderId);
const outOfStock = inventoryUpdated(orderId, 'out_of_stock');
const released = inventoryUpdated(orderId, 'released');
const prepared = shipmentPrepared(orderId);
const captured = paymentCaptured(orderId);
const voided = paymentReleased(orderId);
const notCharged = paymentReleased(orderId, 'not_charged');
const refunded = paymentReleased(orderId, 'refunded');
const cancel = cancelOrder(orderId);
const notShipped = shipmentCancelled(orderId);

const now = '2026-01-02T03:04:07.000Z';
const received = newOrder(command, {
  now: Date.parse(now),
  stalledAfterMs: 300_000,
  expiresAfterMs: 3_600_000,
});
const orderAfter = (...messages: OrderMessage[]): OrderRecord =>
  messages.reduce((order, message) => hear(order, message, now) ?? order, received);
const emissionsOf = (order: OrderRecord, message: OrderMessage) => emittedBy(order, causeOf(message));

const endings: [string, OrderMessage[], string][] = [
  ['a delivered order', [authorized, reserved, prepared, captured], 'COMPLETED'],
  ['a declined payment', [declined], 'PAYMENT_DECLINED'],
  ['an order out of stock', [authorized, outOfStock, voided], 'OUT_OF_STOCK'],
  ['a cancelled order', [authorized, reserved, cancel, notShipped, released, voided], 'CANCELLED'],
  ['an order cancelled before it was paid', [cancel, notShipped, released, notCharged], 'CANCELLED'],
  ['a cancellation that came too late', [authorized, reserved, prepared, cancel, captured], 'COMPLETED'],
  ['a cancellation of a declined order', [declined, cancel, notShipped, released], 'PAYMENT_DECLINED'],
  ['a cancellation when stock ran out', [authorized, outOfStock, cancel, notShipped, voided], 'OUT_OF_STOCK'],
];

/** All of the messages in any order, some of them more than once. */
const deliveriesOf = (all: readonly OrderMessage[]) =>
  fc
    .array(fc.constantFrom(...all), { maxLength: 12 })
    .chain((extra) => fc.shuffledSubarray([...all, ...extra], { minLength: all.length + extra.length }));

describe('the status of an order', () => {
  it('moves with each step', () => {
    const steps = [authorized, reserved, prepared, captured];
    const statuses = steps.map((_, count) => orderAfter(...steps.slice(0, count + 1)).status);
    expect(statuses).toEqual(['PAYMENT_AUTHORIZED', 'STOCK_RESERVED', 'SHIPPED', 'COMPLETED']);
  });

  it('tells that it is being undone before it says that the order is over', () => {
    expect(orderAfter(authorized, outOfStock).status).toBe('RELEASING_PAYMENT');
    expect(orderAfter(authorized, reserved, cancel, notShipped, released).status).toBe('CANCELLING');
  });

  it.each(endings)(
    'of %s ends the same however its messages are reordered and repeated',
    (_, all, status) => {
      fc.assert(
        fc.property(deliveriesOf(all), (delivered) => {
          const order = orderAfter(...delivered);
          expect(order.status).toBe(status);
          expect(order.timeline.filter(({ type }) => type === 'OrderCompleted')).toHaveLength(1);
          expect(order.timeline).toHaveLength(all.length + 2);
        }),
      );
    },
  );

  it('never goes back from final when something comes late', () => {
    const late = orderAfter(authorized, prepared, captured, reserved);
    expect(late.status).toBe('COMPLETED');
    expect(late.timeline.map(({ type }) => type)).toContain('InventoryUpdated');
  });
});

it.each(endings)('the story of %s is read as it was written, at each of its steps', (_, all) => {
  fc.assert(
    fc.property(deliveriesOf(all), fc.nat({ max: all.length }), (delivered, steps) => {
      const order = orderAfter(...delivered.slice(0, steps));
      expect(recordOf(itemOf(order))).toEqual(order);
    }),
  );
});

describe('a message that the order knows', () => {
  it('changes nothing', () => {
    expect(hear(orderAfter(authorized), authorized, now)).toBeUndefined();
  });
});

describe('the completion of an order', () => {
  it('is emitted with the event that completed it, and again when that event is repeated', () => {
    const order = orderAfter(authorized, reserved, prepared, captured);
    expect(emissionsOf(order, captured)).toEqual([
      { type: 'OrderCompleted', subject: orderId, outcome: 'fulfilled', at: now, data: {} },
    ]);
    expect(emissionsOf(order, reserved)).toEqual([]);
  });

  it('is told again with whatever its owners tell, until a return has undone it', () => {
    const completed = orderAfter(authorized, reserved, prepared, captured);
    const told = (order: OrderRecord, message: OrderMessage) =>
      emittedOn(order, causeOf(message)).map(({ outcome }) => outcome);
    expect(told(completed, reserved)).toEqual(['fulfilled']);
    const returning = hear(completed, returnOrder(orderId), now) as OrderRecord;
    expect(told(returning, inventoryUpdated(orderId, 'returned'))).toEqual([]);
    const refundedOrder = hear(returning, refunded, now) as OrderRecord;
    expect(told(refundedOrder, inventoryUpdated(orderId, 'returned'))).toEqual(['refunded']);
    expect(told(refundedOrder, captured)).toEqual(['fulfilled', 'refunded']);
  });

  it('waits for the shipment when the capture is heard of first', () => {
    const early = orderAfter(authorized, reserved, captured);
    expect(isFinal(early.status)).toBe(false);
    expect(emissionsOf(orderAfter(authorized, reserved, captured, prepared), prepared)).toHaveLength(1);
  });

  it('stands at the end of the timeline', () => {
    expect(orderAfter(declined).timeline.at(-1)).toMatchObject({
      type: 'OrderCompleted',
      outcome: 'payment_declined',
    });
  });
});

describe('a cancellation', () => {
  it('asks shipping, with all that is needed to undo the order', () => {
    const [event] = emissionsOf(orderAfter(cancel), cancel);
    expect(event).toMatchObject({ type: 'OrderCancelled', data: { amount: 1250, currency: 'USD' } });
  });

  it('of an order that is over is noted, and asks nobody', () => {
    const order = orderAfter(authorized, reserved, prepared, captured, cancel);
    expect(order.status).toBe('COMPLETED');
    expect(emissionsOf(order, cancel)).toEqual([]);
  });
});

describe('a return', () => {
  const completed = [authorized, reserved, prepared, captured];

  it('is for orders that were completed', () => {
    expect(isReturnable(orderAfter(authorized, reserved).status)).toBe(false);
    expect(isReturnable(orderAfter(...completed).status)).toBe(true);
  });

  it.each([
    [true, 'restock'],
    [false, 'write_off'],
  ])('with restock %s is told as %s', (restock, outcome) => {
    const request = returnOrder(orderId, restock);
    expect(emissionsOf(orderAfter(...completed, request), request)).toMatchObject([
      { type: 'OrderReturned', outcome },
    ]);
  });

  it('ends with the refund, told as a completion of its own', () => {
    const order = orderAfter(...completed, returnOrder(orderId), refunded);
    expect(order.status).toBe('REFUNDED');
    expect(emissionsOf(order, refunded)).toMatchObject([{ type: 'OrderCompleted', outcome: 'refunded' }]);
  });
});
