// The items of InventoryTable beside its products: reservations of orders, receipts of deliveries.
import type { Emission } from '#contracts/events.ts';
import type { OrderLine } from '#contracts/fields.ts';

/** RELEASED: given back, or never made because the order was cancelled first. RETURNED: sold, and put back into stock. */
export type ReservationState = 'RESERVED' | 'OUT_OF_STOCK' | 'SOLD' | 'RELEASED' | 'RETURNED';

export type Reservation = {
  id: `reservation#${string}`;
  orderId: string;
  state: ReservationState;
  lines: OrderLine[];
  at: string;
  /** What the latest write of this item emitted, to be emitted again should its message come again. */
  event: Emission<'InventoryUpdated'>;
};

/** Makes a delivery count once. */
export type Receipt = { id: `receipt#${string}`; productId: string; quantity: number; at: string };

export const reservationKey = (orderId: string) => `reservation#${orderId}` as const;
export const receiptKey = (messageId: string) => `receipt#${messageId}` as const;
