// Reservations in InventoryTable. All lines of an order move together with its reservation, or none.
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce, updateWhen, type Written } from '#platform/conditional-writes.ts';
import { readLatest } from '#platform/read-latest.ts';
import { type TransactionResult, transact } from '#platform/transaction.ts';
import { createReservation, type Move, moveReservation, returnStock, takeStock } from './stock-updates.ts';

type ReserveResult =
  | { kind: 'reserved' }
  /** The order has a reservation, a refusal or a tombstone already. */
  | { kind: 'repeated'; reservation: Reservation }
  | { kind: 'outOfStock'; missing: string[] }
  | { kind: 'contended' };

export type ReservationStore = {
  /** Takes every line from stock, or none. */
  reserve: (reservation: Reservation, signal: AbortSignal) => Promise<ReserveResult>;
  /** Stores a reservation that takes nothing: a refusal, a tombstone. One that is there stays as it is. */
  create: (reservation: Reservation, signal: AbortSignal) => Promise<Written<Reservation>>;
  get: (orderId: string, signal: AbortSignal) => Promise<Reservation | undefined>;
  /** Puts every line back into stock, if the reservation is still in the state that the move starts from. */
  release: (reservation: Reservation, move: Move, signal: AbortSignal) => Promise<TransactionResult>;
  markSold: (orderId: string, signal: AbortSignal) => Promise<Written<Reservation | undefined>>;
};

export const createReservationStore = ({ dynamo, tableName }: Aws): ReservationStore => {
  const name = tableName('InventoryTable');
  const table = { dynamo, name, key: 'id' };
  return {
    reserve: async (reservation, signal) => {
      const writes = [...createReservation(name, reservation), ...takeStock(name, reservation.lines)];
      return reserveResult(await transact(dynamo, writes, signal), reservation);
    },
    create: (reservation, signal) => putOnce(table, reservation, signal),
    get: (orderId, signal) => readLatest<Reservation>(table, reservationKey(orderId), signal),
    release: (reservation, move, signal) => {
      const writes = [...moveReservation(name, reservation, move), ...returnStock(name, reservation.lines)];
      return transact(dynamo, writes, signal);
    },
    markSold: (orderId, signal) =>
      updateWhen<Reservation>(
        table,
        { key: reservationKey(orderId), when: { state: 'RESERVED' }, set: { state: 'SOLD' } },
        signal,
      ),
  };
};

/** Reasons stand in the order of the writes: the reservation first, then a place for each line. */
const reserveResult = (result: TransactionResult, { lines }: Reservation): ReserveResult => {
  if (result.kind === 'contended') return result;
  if (result.kind === 'applied') return { kind: 'reserved' };
  const [taken, ...short] = result.reasons;
  if (taken?.Item) return { kind: 'repeated', reservation: unmarshall(taken.Item) as Reservation };
  const missing = lines.filter((_, index) => short[index]).map(({ productId }) => productId);
  return { kind: 'outOfStock', missing };
};
