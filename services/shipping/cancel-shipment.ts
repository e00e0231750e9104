// Decides a cancellation: granted while nothing was prepared, and then nothing ever will be; otherwise it came too late.
import type { Handler } from '#messaging/handler.ts';
import type { ShipmentStore } from './store.ts';
import { cancellationOf } from './verdicts.ts';

type Deps = { store: ShipmentStore; now: () => number };

export const createCancelShipment =
  ({ store, now }: Deps): Handler<'OrderCancelled'> =>
  async (message, { log }) => {
    const { item } = await store.decide(cancellationOf(message, now()));
    if (item.state === 'CANCELLED') return [item.event];
    log.info('too late to cancel: the shipment is prepared');
    return [];
  };
