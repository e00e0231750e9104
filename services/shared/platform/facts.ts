// What the owner of a fact has stored of it. Each is stored before the event that tells of it is published, so that whoever
// receives the event finds it here, and whoever receives a forged one does not. One strongly consistent read each.
import type { Emission } from '#contracts/events.ts';
import type { OrderEvent, OrderRecord } from '#contracts/order-record.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import type { Tables } from './tables.ts';

export type FactType =
  | 'OrderCreated'
  | 'OrderCancelled'
  | 'OrderReturned'
  | 'PaymentProcessed'
  | 'PaymentCaptured'
  | 'PaymentReleased'
  | 'InventoryUpdated'
  | 'ShipmentPrepared'
  | 'ShipmentCancelled';

/** The event as its owner has stored it; undefined when it has not. */
export type Fact<T extends FactType> = (
  orderId: string,
) => Promise<Pick<Emission<T>, 'outcome' | 'data'> | undefined>;

type Facts = {
  orderWasPlaced: Fact<'OrderCreated'>;
  orderWasCancelled: Fact<'OrderCancelled'>;
  orderWasReturned: Fact<'OrderReturned'>;
  paymentWasAuthorized: Fact<'PaymentProcessed'>;
  paymentWasDeclined: Fact<'PaymentProcessed'>;
  paymentWasCaptured: Fact<'PaymentCaptured'>;
  paymentWasReleased: Fact<'PaymentReleased'>;
  /** Also of a reservation that has moved on since. */
  stockWasReserved: Fact<'InventoryUpdated'>;
  stockRanOut: Fact<'InventoryUpdated'>;
  shipmentWasPrepared: Fact<'ShipmentPrepared'>;
  shipmentWasCancelled: Fact<'ShipmentCancelled'>;
};

export const createFacts = ({ get }: Tables): Facts => {
  const order = (id: string) => get<OrderRecord>('OrdersTable', id);
  const payment = (id: string) => get<Payment>('PaymentsTable', id);
  const shipment = (id: string) => get<Shipment>('ShipmentsTable', id);
  const reservation = (id: string) => get<Reservation>('InventoryTable', reservationKey(id));

  return {
    orderWasPlaced: async (of) => emittedOf(await order(of), 'OrderCreated'),
    orderWasCancelled: async (of) => emittedOf(await order(of), 'OrderCancelled'),
    orderWasReturned: async (of) => emittedOf(await order(of), 'OrderReturned'),
    paymentWasAuthorized: async (of) => {
      const event = (await payment(of))?.events.PaymentProcessed;
      return event?.outcome === 'authorized' ? event : undefined;
    },
    paymentWasDeclined: async (of) => {
      const event = (await payment(of))?.events.PaymentProcessed;
      return event?.outcome === 'declined' ? event : undefined;
    },
    paymentWasCaptured: async (of) => (await payment(of))?.events.PaymentCaptured,
    paymentWasReleased: async (of) => (await payment(of))?.events.PaymentReleased,
    stockWasReserved: async (of) => {
      const { state, event } = (await reservation(of)) ?? {};
      return event && state !== 'OUT_OF_STOCK' ? { outcome: 'reserved', data: event.data } : undefined;
    },
    stockRanOut: async (of) => {
      const { state, event } = (await reservation(of)) ?? {};
      return state === 'OUT_OF_STOCK' ? event : undefined;
    },
    shipmentWasPrepared: async (of) => ofType((await shipment(of))?.event, 'ShipmentPrepared'),
    shipmentWasCancelled: async (of) => ofType((await shipment(of))?.event, 'ShipmentCancelled'),
  };
};

const emittedOf = <T extends 'OrderCreated' | 'OrderCancelled' | 'OrderReturned'>(
  order: OrderRecord | undefined,
  type: T,
) => order?.emitted.map(({ event }) => ofType(event, type)).find((event) => event !== undefined);

const ofType = <T extends OrderEvent['type'] | Shipment['event']['type']>(
  event: OrderEvent | Shipment['event'] | undefined,
  type: T,
): Emission<T> | undefined => (event?.type === type ? (event as Emission<T>) : undefined);
