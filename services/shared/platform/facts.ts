// What the owner of a fact has stored of it. Each is stored before the event that tells of it is published, so that whoever
// receives the event finds it here, and whoever receives a forged one does not. Half a read unit each, as a rule.
import type { Emission } from '#contracts/events.ts';
import { orderEvent } from '#contracts/order-events.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { ownersAccount } from '#contracts/owners-account.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { storedOrder } from './stored-order.ts';
import type { Sight, Tables } from './tables.ts';

export type FactType =
  | 'OrderCreated'
  | 'OrderCancelled'
  | 'OrderReturned'
  | 'PaymentProcessed'
  | 'InventoryUpdated'
  | 'ShipmentPrepared'
  | 'ShipmentCancelled';

/** The event as its owner has stored it, which never changes after that; undefined when it has not. */
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
  accountOf: (orderId: string, sight: Sight) => Promise<Entry[]>;
};

type ReadItem<Item> = (orderId: string, sight: Sight) => Promise<Item | undefined>;

export const createFacts = (tables: Tables): Facts => {
  const order: ReadItem<OrderRecord> = (id, sight) => storedOrder(tables[sight], id);
  const payment: ReadItem<Payment> = (id, sight) => tables[sight]('PaymentsTable', id);
  const shipment: ReadItem<Shipment> = (id, sight) => tables[sight]('ShipmentsTable', id);
  const reservation: ReadItem<Reservation> = (id, sight) =>
    tables[sight]('InventoryTable', reservationKey(id));

  return {
    orderWasPlaced: settled(order, (one) => emittedOf(one, 'OrderCreated')),
    orderWasCancelled: settled(order, (one) => emittedOf(one, 'OrderCancelled')),
    orderWasReturned: settled(order, (one) => emittedOf(one, 'OrderReturned')),
    paymentWasAuthorized: settled(payment, (one) => {
      const event = one?.events.PaymentProcessed;
      return event?.outcome === 'authorized' ? event : undefined;
    }),
    stockWasReserved: settled(reservation, (one) => {
      const { state, at, event } = one ?? {};
      return event && at && state !== 'OUT_OF_STOCK'
        ? { outcome: 'reserved', at, data: event.data }
        : undefined;
    }),
    stockRanOut: settled(reservation, (one) => (one?.state === 'OUT_OF_STOCK' ? one.event : undefined)),
    shipmentWasPrepared: settled(shipment, (one) => ofType(one?.event, 'ShipmentPrepared')),
    shipmentWasCancelled: settled(shipment, (one) => ofType(one?.event, 'ShipmentCancelled')),
    accountOf: async (of, sight) => {
      const records = await Promise.all([payment(of, sight), reservation(of, sight), shipment(of, sight)]);
      return ownersAccount({ payment: records[0], reservation: records[1], shipment: records[2] });
    },
  };
};

/** A fact stays true: a look that finds it settles the matter. One that does not may be stale, and is not believed. */
const settled =
  <Item, Found>(read: ReadItem<Item>, factIn: (item: Item | undefined) => Found | undefined) =>
  async (orderId: string): Promise<Found | undefined> =>
    factIn(await read(orderId, 'look')) ?? factIn(await read(orderId, 'get'));

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
