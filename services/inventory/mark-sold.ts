// Marks a reservation sold once its order was shipped. Stock itself does not change: it was taken when reserved.
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { ReservationStore } from './reservation-store.ts';

export const createMarkSold =
  ({ reservations }: { reservations: ReservationStore }): Handler<'ShipmentPrepared'> =>
  async ({ subject }) => {
    const result = await reservations.markSold(subject);
    if (result.applied) return [];
    const { item } = result;
    if (!item) throw new RetryLater(`Order ${subject} was shipped, but has no reservation yet`);
    if (item.state !== 'SOLD' && item.state !== 'RETURNED')
      throw new Permanent(
        `Order ${subject} was shipped, but its reservation is ${item.state}: compare ShipmentsTable before redriving`,
      );
    return [];
  };
