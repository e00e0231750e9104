// Takes an order from the queue: stores it once, and tells of it. A repeated command tells of the stored order again.
import type { Handler } from '#messaging/handler.ts';
import { newOrder } from './new-order.ts';
import { emittedBy } from './projection.ts';
import type { OrderStore } from './store.ts';

type Deps = { store: OrderStore; expiresAfterMs: number };

export const createPlaceOrder =
  ({ store, expiresAfterMs }: Deps): Handler<'PlaceOrder'> =>
  async (message, { signal, log }) => {
    const { item, applied } = await store.create(newOrder(message, expiresAfterMs), signal);
    if (!applied && item.details.fingerprint !== message.data.order.fingerprint)
      log.error('another order has this id already; the first one stands');
    return emittedBy(item, 'PlaceOrder');
  };
