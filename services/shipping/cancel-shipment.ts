// Decides a cancellation: granted while nothing was prepared, and then nothing ever will be; otherwise it came too late.
import type { Received } from '#contracts/events.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Shipment, ShipmentStore } from './store.ts';

type Deps = { store: ShipmentStore; now: () => number };

export const createCancelShipment =
  ({ store, now }: Deps): Handler<'OrderCancelled'> =>
  async (message, { signal, log }) => {
    const { item } = await store.decide(cancellationOf(message, new Date(now()).toISOString()), signal);
    if (item.state === 'CANCELLED') return [item.event];
    log.info('too late to cancel: the shipment is prepared');
    return [];
  };

const cancellationOf = ({ subject, data }: Received<'OrderCancelled'>, at: string): Shipment => ({
  orderId: subject,
  state: 'CANCELLED',
  at,
  event: { type: 'ShipmentCancelled', subject, at, data },
});
