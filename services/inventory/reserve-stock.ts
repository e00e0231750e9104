// Reserves stock for an order whose payment is authorized: every line, or none and the order is told.
import { setTimeout as delay } from 'node:timers/promises';
import type { Emission, Received } from '#contracts/events.ts';
import { fullJitter } from '#messaging/backoff.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import { type Reservation, reservationKey } from './items.ts';
import type { ReservationStore } from './reservation-store.ts';

type Needs = { reservations: ReservationStore; now: () => number; random: () => number };

/** Orders of one popular product meet in its item; a short wait here is cheaper than another delivery. */
const contention = { attempts: 6, baseMs: 10, capMs: 400 };

export const createReserveStock =
  ({ reservations, now, random }: Needs): Handler<'PaymentProcessed'> =>
  async (message, { signal }) => {
    // The subscription lets only authorized payments through; a message sent by hand must not take stock either.
    if (message.outcome !== 'authorized')
      throw new Permanent(
        `PaymentProcessed(${message.outcome}) is no reason to reserve for ${message.subject}`,
      );
    const at = new Date(now()).toISOString();
    const wanted = reservationOf(message, at, { outcome: 'reserved' });
    for (let attempt = 0; attempt < contention.attempts; attempt += 1) {
      const result = await reservations.reserve(wanted, signal);
      if (result.kind === 'reserved') return [wanted.event];
      if (result.kind === 'repeated') return [result.reservation.event];
      if (result.kind === 'outOfStock') {
        const refusal = reservationOf(message, at, { outcome: 'out_of_stock', missing: result.missing });
        const { item } = await reservations.open(refusal, signal);
        return [item.event];
      }
      await delay(fullJitter(attempt, contention.baseMs, contention.capMs, random), undefined, { signal });
    }
    throw new RetryLater(`Too many orders want the products of order ${message.subject} at once`);
  };

type Result = { outcome: 'reserved' } | { outcome: 'out_of_stock'; missing: string[] };

const reservationOf = (
  { subject, data: { lines, country } }: Received<'PaymentProcessed'>,
  at: string,
  result: Result,
): Reservation => {
  const missing = result.outcome === 'out_of_stock' ? { missing: result.missing } : {};
  const event: Emission<'InventoryUpdated'> = {
    type: 'InventoryUpdated',
    subject,
    outcome: result.outcome,
    at,
    data: { lines, country, ...missing },
  };
  return {
    id: reservationKey(subject),
    orderId: subject,
    state: result.outcome === 'reserved' ? 'RESERVED' : 'OUT_OF_STOCK',
    lines,
    at,
    event,
  };
};
