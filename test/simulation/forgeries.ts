// Messages that no service has sent: put into a queue by hand, or by a defect. They tell of what never happened, and must
// move neither goods nor money.
import type { Emission } from '#contracts/events.ts';
import { encode } from '#messaging/envelope.ts';
import type { QueueName } from '#platform/topology.ts';
import {
  inventoryUpdated,
  orderCancelled,
  orderCompleted,
  orderCreated,
  orderReturned,
  paymentCaptured,
  paymentProcessed,
  paymentReleased,
  shipmentCancelled,
  shipmentPrepared,
} from '#test/messages.ts';
import type { Random } from '#test/random.ts';
import type { System } from './system.ts';
import { short } from './trace.ts';

/** By which a forgery is told from the rest when it ends as a dead letter. */
export const forgedTrace = '00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-01';

const unknownOrder = '00000000-0000-7000-8000-00000000dead';

type Forgery = { queue: QueueName; event: (orderId: string) => Emission };

const forgeries: readonly Forgery[] = [
  { queue: 'payment-queue', event: (id) => orderCreated(id) },
  { queue: 'payment-queue', event: (id) => shipmentPrepared(id) },
  { queue: 'payment-queue', event: (id) => shipmentCancelled(id) },
  { queue: 'payment-queue', event: (id) => inventoryUpdated(id, 'out_of_stock') },
  { queue: 'payment-queue', event: (id) => orderReturned(id) },
  { queue: 'inventory-queue', event: (id) => paymentProcessed(id) },
  { queue: 'inventory-queue', event: (id) => shipmentCancelled(id) },
  { queue: 'inventory-queue', event: (id) => orderReturned(id) },
  { queue: 'shipping-queue', event: (id) => inventoryUpdated(id) },
  { queue: 'shipping-queue', event: (id) => orderCancelled(id) },
  { queue: 'order-status-queue', event: (id) => paymentProcessed(id, 'declined') },
  { queue: 'order-status-queue', event: (id) => inventoryUpdated(id, 'out_of_stock') },
  { queue: 'order-status-queue', event: (id) => shipmentPrepared(id) },
  { queue: 'order-status-queue', event: (id) => shipmentCancelled(id) },
  { queue: 'order-status-queue', event: (id) => paymentCaptured(id) },
  { queue: 'order-status-queue', event: (id) => paymentReleased(id, 'refunded') },
  { queue: 'order-status-queue', event: (id) => paymentReleased(id, 'not_charged') },
  { queue: 'notification-queue', event: (id) => orderCompleted(id, 'cancelled') },
];

export const forgeMessage = ({ aws, trace }: System, random: Random): void => {
  const known = [...aws.tables.items('OrdersTable')].map(({ orderId }) => String(orderId));
  const orderId = random.pick([unknownOrder, ...known]);
  const { queue, event } = random.pick(forgeries);
  const { body, attributes } = encode(event(orderId), 'forger', forgedTrace);
  const isOfTheFuture = random.chance(0.2);
  trace(() => `somebody forges ${attributes.type} of order ${short(orderId)} in ${queue}`);
  aws.queues.sendRaw(
    queue,
    isOfTheFuture ? body.replace('"schemaversion":1', '"schemaversion":2') : body,
    attributes,
  );
};
