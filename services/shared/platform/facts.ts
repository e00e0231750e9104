// What the owner of a fact has stored of it. Each is stored before the event that tells of it is published, so that whoever
// receives the event finds it here, and whoever receives a forged one does not. One strongly consistent read each.
import type { Emission } from '#contracts/events.ts';
import { orderEvent } from '#contracts/order-events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { ownersAccount } from '#contracts/owners-account.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { storedOrder } from './stored-order.ts';
import type { Tables } from './tables.ts';

export type FactType =
  | 'OrderCreated'
  | 'OrderCancelled'
  | 'OrderReturned'
  | 'PaymentProcessed'
  | 'InventoryUpdated'
  | 'ShipmentPrepared'
  | 'ShipmentCancelled';

/** The event as its owner has stored it; undefined when it has not. */
export type Fact<T extends FactType> = (
  orderId: string,
) => Promise<Pick<Emission<T>, 'outcome' | 'at' | 'data'> | undefined>;

type Facts = {
  orderWasPlaced: Fact<'OrderCreated'>;
  orderWasCancelled: Fact<'OrderCancelled'>;
  orderWasReturned: Fact<'OrderReturned'>;
  paymentWasAuthorized: Fact<'PaymentProcessed'>;
  /** Also of a reservation that has moved on since. */
  stockWasReserved: Fact<'InventoryUpdated'>;
  stockRanOut: Fact<'InventoryUpdated'>;
  shipmentWasPrepared: Fact<'ShipmentPrepared'>;
  shipmentWasCancelled: Fact<'ShipmentCancelled'>;
  /** All that the owners have stored of an order, as entries of its timeline. */
  accountOf: (orderId: string) => Promise<Entry[]>;
};

export const createFacts = ({ get }: Tables): Facts => {
  const order = (id: string) => storedOrder({ get }, id);
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
    stockWasReserved: async (of) => {
      const { state, at, event } = (await reservation(of)) ?? {};
      return event && at && state !== 'OUT_OF_STOCK'
        ? { outcome: 'reserved', at, data: event.data }
        : undefined;
    },
    stockRanOut: async (of) => {
      const { state, event } = (await reservation(of)) ?? {};
      return state === 'OUT_OF_STOCK' ? event : undefined;
    },
    shipmentWasPrepared: async (of) => ofType((await shipment(of))?.event, 'ShipmentPrepared'),
    shipmentWasCancelled: async (of) => ofType((await shipment(of))?.event, 'ShipmentCancelled'),
    accountOf: async (of) => {
      const records = await Promise.all([payment(of), reservation(of), shipment(of)]);
      return ownersAccount({ payment: records[0], reservation: records[1], shipment: records[2] });
    },
  };
};

const emittedOf = <T extends 'OrderCreated' | 'OrderCancelled' | 'OrderReturned'>(
  order: OrderRecord | undefined,
  type: T,
): Emission<T> | undefined => {
  const emitted = order?.emitted.find((one) => one.type === type);
  return order && emitted && (orderEvent(order, emitted) as Emission<T>);
};

const ofType = <T extends Shipment['event']['type']>(
  event: Shipment['event'] | undefined,
  type: T,
): Emission<T> | undefined => (event?.type === type ? (event as Emission<T>) : undefined);
