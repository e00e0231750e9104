// The reservation of an order as InventoryTable keeps it. `inventory` alone writes it; shipping and payment confirm with it.
import type { Emission } from './events.ts';
import type { OrderLine } from './fields.ts';

/**
 * RESERVED: its units are the order's, shipped or not. RELEASED: given back, or never taken because the order was cancelled
 * first. RETURNED: shipped, and put back into stock.
 */
export type ReservationState = 'RESERVED' | 'OUT_OF_STOCK' | 'RELEASED' | 'RETURNED';

/** `hold` names the hold that took the units of the line; a reservation that took nothing has none. */
export type ReservedLine = OrderLine & { hold?: string };

/** Stored once. Its lines never change after that: what they do not name was not, and will not be, the order's. */
export type Reservation = {
  id: `reservation#${string}`;
  orderId: string;
  state: ReservationState;
  lines: ReservedLine[];
  at: string;
  /** From then on its order is cancelled rather than shipped, and the stock given back. */
  expiresAt: string;
  /** What the latest write of this item emitted, to be emitted again should its message come again. */
  event: Emission<'InventoryUpdated'>;
};

export const reservationKey = (orderId: string) => `reservation#${orderId}` as const;

/** The hold of the product that became the order's; undefined when none did. */
export const holdNamedBy = ({ lines }: Reservation, productId: string): string | undefined =>
  lines.find((line) => line.productId === productId)?.hold;

/** Whether it took units from stock. One that did not is a refusal, or a tombstone. */
export const namesHolds = ({ lines }: Reservation): boolean => lines.some(({ hold }) => hold !== undefined);
