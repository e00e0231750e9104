// Reservations in InventoryTable: stored once, and moved once, together with the stock that comes back.
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { Written } from '#platform/tables.ts';
import { type TransactionResult, transact } from '#platform/transaction.ts';
import { type Move, moveReservation, returnStock } from './stock-updates.ts';

export type ReservationStore = {
  /** Stores a reservation, a refusal or a tombstone. One that is there stays as it is. */
  create: (reservation: Reservation) => Promise<Written<Reservation>>;
  get: (orderId: string) => Promise<Reservation | undefined>;
  /** Puts every line back into stock, if the reservation is still RESERVED. Its holds must be gone from the products. */
  giveBack: (reservation: Reservation, move: Move, signal: AbortSignal) => Promise<TransactionResult>;
};

export const createReservationStore = ({
  aws,
  tables,
}: Pick<Runtime, 'aws' | 'tables'>): ReservationStore => {
  const name = aws.tableName('InventoryTable');
  return {
    create: (reservation) => tables.insert('InventoryTable', reservation),
    get: (orderId) => tables.get('InventoryTable', reservationKey(orderId)),
    giveBack: (reservation, move, signal) => {
      const writes = [...moveReservation(name, reservation, move), ...returnStock(name, reservation.lines)];
      return transact(aws.dynamo, writes, signal);
    },
  };
};
