// Pure: which carrier takes a parcel, and its tracking number. Simulated: no carrier is told of it.
import { sha256 } from '#platform/ids.ts';

const domestic = new Set(['usa', 'us', 'united states', 'united states of america']);

export const carrierFor = (country: string): string =>
  domestic.has(country.trim().toLowerCase()) ? 'Waybill Ground' : 'Waybill International';

/** The same for every attempt: `WB` and twelve digits derived from the order. */
export const trackingNumberFor = (orderId: string): string =>
  `WB${String(Number.parseInt(sha256('tracking', orderId).slice(0, 12), 16) % 1e12).padStart(12, '0')}`;
