import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFinal, type OrderRecord } from '#contracts/order-record.ts';
import {
  inventoryUpdated,
  paymentCaptured,
  paymentProcessed,
  paymentReleased,
  placeOrder,
  shipmentPrepared,
} from '../../test/support/messages.ts';
import { newOrder } from './new-order.ts';
import { emittedBy, type StatusEvent, withEvent } from './projection.ts';

const command = placeOrder();
const authorized = paymentProcessed(command.subject);
const declined = paymentProcessed(command.subject, 'declined');
const reserved = inventoryUpdated(command.subject);
const outOfStock = inventoryUpdated(command.subject, 'out_of_stock');
const prepared = shipmentPrepared(command.subject);
const captured = paymentCaptured(command.subject);
const voided = paymentReleased(command.subject);

const now = '2026-01-02T03:04:07.000Z';
const received = newOrder(command);
const orderAfter = (...events: StatusEvent[]): OrderRecord =>
  events.reduce((order, event) => withEvent(order, event, now) ?? order, received);

const paths: [string, StatusEvent[], string][] = [
  ['a delivered order', [authorized, reserved, prepared, captured], 'COMPLETED'],
  ['a declined payment', [declined], 'PAYMENT_DECLINED'],
  ['an order out of stock', [authorized, outOfStock, voided], 'OUT_OF_STOCK'],
];

describe('the status of an order', () => {
  it('moves with each step', () => {
    const statuses = [[], [authorized], [authorized, reserved], [authorized, reserved, prepared]].map(
      (events) => orderAfter(...events).status,
    );
    expect(statuses).toEqual(['RECEIVED', 'PAYMENT_AUTHORIZED', 'STOCK_RESERVED', 'SHIPPED']);
  });

  it('tells that a payment is being released before it says that the order is over', () => {
    expect(orderAfter(authorized, outOfStock).status).toBe('RELEASING_PAYMENT');
  });

  it.each(paths)('of %s ends the same however its events are reordered and repeated', (_, events, status) => {
    const deliveries = fc
      .array(fc.constantFrom(...events), { maxLength: 12 })
      .chain((extra) =>
        fc.shuffledSubarray([...events, ...extra], { minLength: events.length + extra.length }),
      );
    fc.assert(
      fc.property(deliveries, (delivered) => {
        const order = orderAfter(...delivered);
        expect(order.status).toBe(status);
        expect(order.timeline).toHaveLength(events.length + 2);
      }),
    );
  });

  it('never goes back from final when something comes late', () => {
    const late = orderAfter(authorized, prepared, captured, reserved);
    expect(late.status).toBe('COMPLETED');
    expect(late.timeline.map(({ type }) => type)).toContain('InventoryUpdated');
  });
});

describe('an event that the order knows', () => {
  it('changes nothing', () => {
    expect(withEvent(orderAfter(authorized), authorized, now)).toBeUndefined();
  });
});

describe('the completion of an order', () => {
  it('is emitted with the event that completed it, and again when that event is repeated', () => {
    const order = orderAfter(authorized, reserved, prepared, captured);
    expect(emittedBy(order, captured)).toEqual([
      { type: 'OrderCompleted', subject: order.orderId, outcome: 'fulfilled', at: now, data: {} },
    ]);
    expect(emittedBy(order, reserved)).toEqual([]);
  });

  it('waits for the shipment when the capture is heard of first', () => {
    const early = orderAfter(authorized, reserved, captured);
    expect(isFinal(early.status)).toBe(false);
    expect(emittedBy(withEvent(early, prepared, now) ?? early, prepared)).toHaveLength(1);
  });

  it('stands at the end of the timeline', () => {
    expect(orderAfter(declined).timeline.at(-1)).toMatchObject({
      type: 'OrderCompleted',
      outcome: 'payment_declined',
    });
  });
});
