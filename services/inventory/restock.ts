// Puts what a returned order brought back on sale again.
import { RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import { inventoryUpdated, type ReturnDeps, returnToStock } from './return-to-stock.ts';

export const createRestock =
  (deps: ReturnDeps): Handler<'OrderReturned'> =>
  async (message, { signal }) => {
    const { subject } = message;
    const reservation = await deps.reservations.get(subject);
    if (!reservation || reservation.state === 'RESERVED')
      throw new RetryLater(`Order ${subject} came back, but its stock is not marked sold yet`);
    if (reservation.state === 'RETURNED') return [reservation.event];
    const event = inventoryUpdated(message, 'returned', deps.now());
    return returnToStock(deps, reservation, { from: 'SOLD', to: 'RETURNED', event }, signal);
  };
