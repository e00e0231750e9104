// What invariants look at: the tables, the gateway's ledger, the mails and the history of a run that has come to rest.
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import type { FakeAws } from '../aws/fake-aws.ts';
import type { SentMail } from '../aws/fake-mail.ts';
import type { History } from '../history.ts';
import { ordersIn } from '../stored-orders.ts';

export type Books = {
  order: OrderRecord;
  payment: Payment | undefined;
  reservation: Reservation | undefined;
  shipment: Shipment | undefined;
  ledger: readonly LedgerEntry[];
  mails: readonly SentMail[];
};

export type World = {
  aws: FakeAws;
  history: History;
  /** Milliseconds since the epoch. */
  now: number;
  /** Of each order that is stored. */
  orders: readonly Books[];
  ledger: readonly LedgerEntry[];
};

/** What must hold. `violations` says in words where it does not. */
export type Invariant = { promise: string; violations: (world: World) => string[] };

export const lookAt = (aws: FakeAws, history: History, now: number): World => {
  const ledger = ([...aws.tables.items('SimulatedGatewayTable')] as LedgerEntry[]).filter(
    ({ operation }) => operation !== undefined,
  );
  const one = <Item>(table: string, key: string) => aws.tables.item(table, key) as Item | undefined;
  const orders = ordersIn(aws).map((order) => ({
    order,
    payment: one<Payment>('PaymentsTable', order.orderId),
    reservation: one<Reservation>('InventoryTable', reservationKey(order.orderId)),
    shipment: one<Shipment>('ShipmentsTable', order.orderId),
    ledger: ledger.filter(({ orderId }) => orderId === order.orderId),
    mails: aws.mail.sent.filter(({ orderId }) => orderId === order.orderId),
  }));
  return {
    aws,
    history,
    now,
    orders,
    ledger,
  };
};
