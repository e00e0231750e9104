// Puts what a returned order brought back on sale again.
import { Permanent } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import { inventoryUpdated, type ReturnDeps, returnToStock } from './return-to-stock.ts';

export const createRestock =
  (deps: ReturnDeps): Handler<'OrderReturned'> =>
  async (message, { signal }) => {
    const reservation = await deps.reservations.get(message.subject);
    if (!reservation)
      throw new Permanent(`Order ${message.subject} came back, but nothing was ever reserved for it`);
    if (reservation.state === 'RETURNED') return [reservation.event];
    const event = inventoryUpdated(message, 'returned', deps.now());
    return returnToStock(deps, reservation, { to: 'RETURNED', event }, signal);
  };
