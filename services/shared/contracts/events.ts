// Every event and command that travels between the services: its data, its outcomes, its version. Events carry no PII;
// of the commands, PlaceOrder alone carries the customer's details, from the API to the service that stores them.
import { type Static, type TSchema, Type } from 'typebox';
import { Consignment, Money } from './consignment.ts';
import { PaymentMethod, PaymentToken, Product, Quantity } from './fields.ts';
import { OrderDetails } from './order-details.ts';
import { endings } from './order-status.ts';

/** Data of each message by its type. A change that old consumers cannot read is a new version: raise `schemaVersion`. */
export const messageData = {
  PlaceOrder: Type.Object({ order: OrderDetails, acceptedAt: Type.String({ format: 'date-time' }) }),
  CancelOrder: Type.Object({}),
  ReturnOrder: Type.Object({ restock: Type.Boolean() }),
  /** `forced`: an operator asks, whether or not the order is overdue. */
  ResumeOrder: Type.Object({ forced: Type.Boolean() }),
  PutProduct: Product,
  ReceiveStock: Type.Object({ quantity: Quantity }),
  OrderCreated: Type.Object({
    ...Consignment.properties,
    paymentMethod: PaymentMethod,
    paymentToken: PaymentToken,
  }),
  OrderCancelled: Consignment,
  OrderReturned: Consignment,
  PaymentProcessed: Type.Object({ ...Consignment.properties, reason: Type.Optional(Type.String()) }),
  InventoryUpdated: Type.Object({
    ...Consignment.properties,
    missing: Type.Optional(Type.Array(Type.String())),
  }),
  ShipmentPrepared: Type.Object({ carrier: Type.String(), trackingNumber: Type.String() }),
  ShipmentCancelled: Consignment,
  PaymentCaptured: Money,
  PaymentReleased: Money,
  OrderCompleted: Type.Object({}),
} satisfies Record<string, TSchema>;

/** What a message's `outcome` may be; a type that is not listed has none. */
export const outcomes = {
  PaymentProcessed: ['authorized', 'declined'],
  InventoryUpdated: ['reserved', 'out_of_stock', 'released', 'returned'],
  PaymentReleased: ['voided', 'refunded', 'not_charged'],
  OrderReturned: ['restock', 'write_off'],
  OrderCompleted: Object.values(endings),
} as const satisfies Partial<Record<keyof typeof messageData, readonly string[]>>;

export const schemaVersion = 1;

/** What a message's `subject` is, by the name under which logs carry it. */
export const subjectName = (type: MessageType): 'orderId' | 'productId' =>
  type === 'PutProduct' || type === 'ReceiveStock' ? 'productId' : 'orderId';

export type MessageType = keyof typeof messageData;
type MessageData<T extends MessageType> = Static<(typeof messageData)[T]>;
export type Outcome<T extends MessageType> = T extends keyof typeof outcomes
  ? (typeof outcomes)[T][number]
  : undefined;

/**
 * A message as a step decides on it and stores it: everything but the envelope. `subject` is the orderId (of a stock
 * command: the productId); `at` is ISO 8601, UTC; `key` makes a command's id unique where subject and type do not.
 */
export type Emission<T extends MessageType = MessageType> = {
  [K in T]: {
    type: K;
    subject: string;
    outcome?: Outcome<K>;
    at: string;
    data: MessageData<K>;
    key?: string;
  };
}[T];

/** A message as it was received and validated. */
export type Received<T extends MessageType = MessageType> = {
  [K in T]: Emission<K> & { id: string };
}[T];
