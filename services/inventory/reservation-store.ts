// Reservations in InventoryTable. All lines of an order move together with its reservation, or none.
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { Changed, Written } from '#platform/tables.ts';
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
  create: (reservation: Reservation) => Promise<Written<Reservation>>;
  get: (orderId: string) => Promise<Reservation | undefined>;
  /** Puts every line back into stock, if the reservation is still in the state that the move starts from. */
  release: (reservation: Reservation, move: Move, signal: AbortSignal) => Promise<TransactionResult>;
  markSold: (orderId: string) => Promise<Changed<Reservation>>;
};

export const createReservationStore = ({
  aws,
  tables,
}: Pick<Runtime, 'aws' | 'tables'>): ReservationStore => {
  const { dynamo } = aws;
  const name = aws.tableName('InventoryTable');
  return {
    reserve: async (reservation, signal) => {
      const writes = [...createReservation(name, reservation), ...takeStock(name, reservation.lines)];
      return reserveResult(await transact(dynamo, writes, signal), reservation);
    },
    create: (reservation) => tables.insert('InventoryTable', reservation),
    get: (orderId) => tables.get('InventoryTable', reservationKey(orderId)),
    release: (reservation, move, signal) => {
      const writes = [...moveReservation(name, reservation, move), ...returnStock(name, reservation.lines)];
      return transact(dynamo, writes, signal);
    },
    markSold: (orderId) =>
      tables.update('InventoryTable', reservationKey(orderId), {
        when: { state: 'RESERVED' },
        set: { state: 'SOLD' },
      }),
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
