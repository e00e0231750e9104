// Reads orders with everything that is stored of them, in any table. `orders` records how an order ends, and who
// takes money and goods records what they did: together that is the order as it stands.
import { chunked } from '#contracts/chunked.ts';
import { dispatchesNamed, dispatchKey, type MailDispatch, withDispatched } from '#contracts/mail-dispatch.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import { type OrderItem, recordOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { inFull } from '#contracts/order-standing.ts';
import { isFinal } from '#contracts/order-status.ts';
import { type OwnersRecords, ownersAccount } from '#contracts/owners-account.ts';
import type { Payment } from '#contracts/payment-record.ts';
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import { batchGet, maxBatchKeys } from '#platform/batch-get.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type TableName, tableSettings } from '#platform/topology.ts';
import type { Snapshot } from './order-reader.ts';

export type SnapshotDeps = Pick<Runtime, 'aws' | 'random' | 'timers'>;

/** Where an order has an item, and under which key. */
const places = {
  OrdersTable: (orderId: string) => orderId,
  NotificationsTable: (orderId: string) => orderId,
  PaymentsTable: (orderId: string) => orderId,
  InventoryTable: reservationKey,
  ShipmentsTable: (orderId: string) => orderId,
} satisfies Partial<Record<TableName, (orderId: string) => string>>;
type Place = keyof typeof places;

const owners: readonly Place[] = ['PaymentsTable', 'InventoryTable', 'ShipmentsTable'];
const all: readonly Place[] = ['OrdersTable', 'NotificationsTable', ...owners];

/** Orders that one call of `readSnapshots` may ask for. */
export const maxSnapshots = maxBatchKeys / all.length;

/** What was found, by table and order. */
type ItemOf = <Item>(table: Place, orderId: string) => Item | undefined;

/** Strongly consistent: a read unit for each item. */
const readItems = async (
  { aws, random, timers }: SnapshotDeps,
  tables: readonly Place[],
  orderIds: readonly string[],
): Promise<ItemOf> => {
  const { dynamo, tableName } = aws;
  const requests = tables.map((table) => {
    const Keys = orderIds.map((orderId) => ({ [keyOf(table)]: places[table](orderId) }));
    return [tableName(table), { Keys, ConsistentRead: true }] as const;
  });
  const found =
    orderIds.length === 0
      ? new Map<string, Record<string, unknown>[]>()
      : await batchGet({ dynamo, random, timers }, Object.fromEntries(requests));
  const items = new Map(
    tables.map((table) => {
      const list = found.get(tableName(table)) ?? [];
      return [table, new Map(list.map((item) => [item[keyOf(table)], item]))];
    }),
  );
  return <Item>(table: Place, orderId: string) =>
    items.get(table)?.get(places[table](orderId)) as Item | undefined;
};

const keyOf = (table: TableName): string => tableSettings(table).key.partition;

const orderIn = (itemOf: ItemOf, orderId: string): OrderRecord | undefined => {
  const item = itemOf<OrderItem>('OrdersTable', orderId);
  return item && recordOf(item);
};

const fullOrder = (order: OrderRecord, itemOf: ItemOf): OrderRecord => {
  const { orderId } = order;
  const records: OwnersRecords = {
    payment: itemOf<Payment>('PaymentsTable', orderId),
    reservation: itemOf<Reservation>('InventoryTable', orderId),
    shipment: itemOf<Shipment>('ShipmentsTable', orderId),
  };
  return inFull(order, ownersAccount(records));
};

/**
 * With mails, in one call, and a second one where mails are under a claim: their dispatches tell which went out.
 * At most `maxSnapshots` orders.
 */
export const readSnapshots = async (
  deps: SnapshotDeps,
  orderIds: readonly string[],
): Promise<Map<string, Snapshot>> => {
  const itemOf = await readItems(deps, all, orderIds);
  const mailOf = await withDispatches(
    deps,
    orderIds.map((orderId) => itemOf<MailRecord>('NotificationsTable', orderId)),
  );
  return new Map(
    orderIds.map((orderId) => {
      const order = orderIn(itemOf, orderId);
      const mail = mailOf.get(orderId);
      return [orderId, { ...(order && { order: fullOrder(order, itemOf) }), ...(mail && { mail }) }];
    }),
  );
};

/** By order. */
const withDispatches = async (
  deps: SnapshotDeps,
  found: readonly (MailRecord | undefined)[],
): Promise<Map<string, MailRecord>> => {
  const records = found.filter((record) => record !== undefined);
  const keys = new Set(records.flatMap(dispatchesNamed).map(dispatchKey));
  const dispatchOf = await readItems(deps, ['NotificationsTable'], [...keys]);
  return new Map(
    records.map((record) => [
      record.orderId,
      withDispatched(record, (name) => dispatchOf<MailDispatch>('NotificationsTable', dispatchKey(name))),
    ]),
  );
};

/** Without mails; the owners are asked about open orders alone. At most `maxBatchKeys` orders. */
export const readOrders = async (
  deps: SnapshotDeps,
  orderIds: readonly string[],
): Promise<Map<string, OrderRecord>> => {
  const itemOf = await readItems(deps, ['OrdersTable'], orderIds);
  const orders = orderIds.map((orderId) => orderIn(itemOf, orderId)).filter((order) => order !== undefined);
  const open = orders.filter(({ status }) => !isFinal(status));
  const full = await Promise.all(
    chunked(open, Math.floor(maxBatchKeys / owners.length)).map(async (some) => {
      const ownersItemOf = await readItems(
        deps,
        owners,
        some.map(({ orderId }) => orderId),
      );
      return some.map((order) => fullOrder(order, ownersItemOf));
    }),
  );
  return new Map([...orders, ...full.flat()].map((order) => [order.orderId, order]));
};
