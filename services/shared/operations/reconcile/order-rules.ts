// Pure: what must hold between an order, its reservation and its shipment, and between what it was told and what they say.
import { isFinal, type OrderStatus } from '#contracts/order-status.ts';
import type { ReservationState } from '#contracts/reservation-record.ts';
import { type Dossier, type KnownDossier, openHolds } from './books.ts';
import type { Report } from './exceptions.ts';

/** What can never be, however far the order has come. */
export const checkLines = ({ order, reservation, shipment }: KnownDossier, report: Report): void => {
  if (reservation && reservation.lines !== order.lines)
    report('lines-differ', 'What is reserved is not what was ordered', order.lines, reservation.lines);
  if (shipment?.state === 'PREPARED' && shipment.lines !== order.lines)
    report('lines-differ', 'What was shipped is not what was ordered', order.lines, shipment.lines);
};

/** What must be once nothing is under way any more. The status follows the timeline, so that is compared first. */
export const checkOrderAtRest = (dossier: KnownDossier, report: Report): void => {
  checkHolds(dossier, report);
  const lost = lostEvent(dossier);
  const unfounded = unfoundedEvent(dossier);
  if (lost) report('event-lost', 'The order was never told what is stored about it', lost, 'not told');
  if (unfounded) report('event-unfounded', 'The order was told what nobody has stored', 'stored', unfounded);
  // An open order's status may be behind what was done for it.
  if (lost || unfounded || !isFinal(dossier.order.status)) return;
  checkShipment(dossier, report);
  checkReservation(dossier, report);
};

/** Once an order is decided, or late, no attempt to reserve is under way any more. */
const checkHolds = (dossier: Dossier, report: Report): void => {
  for (const { productId, quantity } of openHolds(dossier))
    report('hold-left', `Units of ${productId} are held, and are not the order's`, 0, quantity);
};

/** While an order is open, `orders` need not have heard of everything; with its ending it records all. */
const lostEvent = ({ order, payment, reservation, shipment }: KnownDossier): string | undefined => {
  if (!isFinal(order.status)) return undefined;
  const isLost = (event: string | undefined) => event !== undefined && !order.events.includes(event);
  const paymentEvent = payment?.events.find(isLost);
  if (paymentEvent) return paymentEvent;
  return [reservation?.event, shipment?.event].find(isLost);
};

const reservationsBehind: Record<string, readonly ReservationState[]> = {
  'InventoryUpdated:reserved': ['RESERVED', 'RELEASED', 'RETURNED'],
  'InventoryUpdated:out_of_stock': ['OUT_OF_STOCK'],
  'InventoryUpdated:released': ['RELEASED'],
  'InventoryUpdated:returned': ['RETURNED'],
};

const unfoundedEvent = (dossier: KnownDossier): string | undefined =>
  dossier.order.events.find((event) => !isFounded(dossier, event));

const isFounded = ({ payment, reservation, shipment }: KnownDossier, event: string): boolean => {
  if (event.startsWith('Payment')) return payment?.events.includes(event) ?? false;
  if (event.startsWith('Shipment')) return shipment?.event === event;
  const states = reservationsBehind[event];
  return !states || (reservation !== undefined && states.includes(reservation.state));
};

const shippedStatuses: readonly OrderStatus[] = ['SHIPPED', 'COMPLETED', 'RETURNING', 'REFUNDED'];

const checkShipment = ({ order, shipment }: KnownDossier, report: Report): void => {
  const found = shipment?.state ?? 'none';
  const shouldShip = shippedStatuses.includes(order.status);
  const what = `The order is ${order.status}, its shipment is not`;
  if (shouldShip !== (found === 'PREPARED'))
    report('shipment-differs', what, shouldShip ? 'PREPARED' : 'not PREPARED', found);
  else if (order.status === 'CANCELLED' && found !== 'CANCELLED')
    report('shipment-differs', what, 'CANCELLED', found);
};

const checkReservation = ({ order, reservation }: KnownDossier, report: Report): void => {
  const expected = reservationsFor(order);
  const found = reservation?.state ?? 'none';
  if (expected && !expected.includes(found))
    report(
      'reservation-differs',
      `The order is ${order.status}, its reservation is not`,
      expected.join(' or '),
      found,
    );
};

/** Undefined where the order is not as far as to say. */
const reservationsFor = ({ status, returned }: KnownDossier['order']): readonly string[] | undefined => {
  switch (status) {
    case 'COMPLETED':
      return ['RESERVED'];
    case 'REFUNDED':
      return returned === 'restock' ? ['RETURNED'] : ['RESERVED'];
    case 'OUT_OF_STOCK':
      return ['OUT_OF_STOCK'];
    case 'CANCELLED':
      return ['RELEASED'];
    // A cancellation that came before the decline leaves a tombstone.
    case 'PAYMENT_DECLINED':
      return ['none', 'RELEASED'];
    default:
      return undefined;
  }
};
