// Takes an order from the queue: stores it once, and tells of it. A repeated command tells of the stored order again.
import { emittedBy } from '#contracts/order-events.ts';
import { Permanent } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import { faultIn } from './check-order.ts';
import type { EnterIntoJournal } from './journal.ts';
import { newOrder, orderKeyOf } from './new-order.ts';
import type { OrderStore } from './store.ts';

type Deps = {
  store: OrderStore;
  enterIntoJournal: EnterIntoJournal;
  now: () => number;
  stalledAfterMs: number;
  expiresAfterMs: number;
};

export const createPlaceOrder =
  ({ store, enterIntoJournal, now, ...patience }: Deps): Handler<'PlaceOrder'> =>
  async (message, { log, count }) => {
    const fault = faultIn(message, now());
    if (fault) throw new Permanent(`Order ${message.subject} cannot be placed: ${fault}`);
    // First: an order that is stored is in the journal, where the sweeper finds it. One that is in the journal need not exist.
    // And before it is asked what time it is: by then the sweeper may be past that entry, and the order must be watched.
    await enterIntoJournal(orderKeyOf(message));
    const { item, applied } = await store.create(newOrder(message, { now: now(), ...patience }));
    if (applied) count('OrdersPlaced');
    else if (item.details.fingerprint !== message.data.order.fingerprint)
      log.error('another order has this id already; the first one stands');
    return emittedBy(item, 'PlaceOrder');
  };
