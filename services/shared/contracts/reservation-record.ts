// The reservation of an order as InventoryTable keeps it. `inventory` alone writes it; shipping and payment confirm with it.
import type { Emission } from './events.ts';
import type { OrderLine } from './fields.ts';

/** RELEASED: given back, or never made because the order was cancelled first. RETURNED: sold, and put back into stock. */
export type ReservationState = 'RESERVED' | 'OUT_OF_STOCK' | 'SOLD' | 'RELEASED' | 'RETURNED';

export type Reservation = {
  id: `reservation#${string}`;
  orderId: string;
  state: ReservationState;
  lines: OrderLine[];
  at: string;
  /** From then on its order is cancelled rather than shipped, and the stock given back. */
  expiresAt: string;
  /** What the latest write of this item emitted, to be emitted again should its message come again. */
  event: Emission<'InventoryUpdated'>;
};

export const reservationKey = (orderId: string) => `reservation#${orderId}` as const;
