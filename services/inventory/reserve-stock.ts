// Reserves stock for an order whose payment is authorized: every line, or none and the order is told.
import { consignmentOf } from '#contracts/consignment.ts';
import type { Emission, Received } from '#contracts/events.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Runtime } from '#platform/runtime.ts';
import { whileContended } from './contention.ts';
import type { ReservationStore } from './reservation-store.ts';

type Deps = Pick<Runtime, 'now' | 'random' | 'timers'> & { reservations: ReservationStore };

export const createReserveStock =
  ({ reservations, now, random, timers }: Deps): Handler<'PaymentProcessed'> =>
  async (message, { signal }) => {
    const at = new Date(now()).toISOString();
    const wanted = reservationOf(message, at, { outcome: 'reserved' });
    const result = await whileContended(() => reservations.reserve(wanted, signal), {
      subject: message.subject,
      random,
      timers,
      signal,
    });
    if (result.kind === 'reserved') return [wanted.event];
    if (result.kind === 'repeated') return [result.reservation.event];
    const refusal = reservationOf(message, at, { outcome: 'out_of_stock', missing: result.missing });
    const { item } = await reservations.create(refusal);
    return [item.event];
  };

type Result = { outcome: 'reserved' } | { outcome: 'out_of_stock'; missing: string[] };

const reservationOf = (
  { subject, data }: Received<'PaymentProcessed'>,
  at: string,
  result: Result,
): Reservation => {
  const missing = result.outcome === 'out_of_stock' ? { missing: result.missing } : {};
  const event: Emission<'InventoryUpdated'> = {
    type: 'InventoryUpdated',
    subject,
    outcome: result.outcome,
    at,
    data: { ...consignmentOf(data), ...missing },
  };
  return {
    id: reservationKey(subject),
    orderId: subject,
    state: result.outcome === 'reserved' ? 'RESERVED' : 'OUT_OF_STOCK',
    lines: data.lines,
    at,
    expiresAt: data.expiresAt,
    event,
  };
};
