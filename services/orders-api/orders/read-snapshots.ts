// Reads orders with everything that is stored of them, in any table, in one call. `orders` records how an order ends, and who
// takes money and goods records what they did: together that is the order as it stands.
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { inFull } from '#contracts/order-standing.ts';
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
const tables = Object.keys(places) as (keyof typeof places)[];

/** Orders that one call may ask for. */
export const maxSnapshots = maxBatchKeys / tables.length;

export const readSnapshots = async (
  { aws, random, timers }: SnapshotDeps,
  orderIds: readonly string[],
): Promise<Map<string, Snapshot>> => {
  if (orderIds.length === 0) return new Map();
  const { dynamo, tableName } = aws;
  const requests = tables.map((table) => {
    const Keys = orderIds.map((orderId) => ({ [keyOf(table)]: places[table](orderId) }));
    return [tableName(table), { Keys, ConsistentRead: true }] as const;
  });
  const found = await batchGet({ dynamo, random, timers }, Object.fromEntries(requests));
  const items = new Map(
    tables.map((table) => {
      const list = found.get(tableName(table)) ?? [];
      return [table, new Map(list.map((item) => [item[keyOf(table)], item]))];
    }),
  );
  const itemOf = <Item>(table: keyof typeof places, orderId: string) =>
    items.get(table)?.get(places[table](orderId)) as Item | undefined;
  return new Map(
    orderIds.map((orderId) => {
      const order = itemOf<OrderRecord>('OrdersTable', orderId);
      const mail = itemOf<MailRecord>('NotificationsTable', orderId);
      const records: OwnersRecords = {
        payment: itemOf<Payment>('PaymentsTable', orderId),
        reservation: itemOf<Reservation>('InventoryTable', orderId),
        shipment: itemOf<Shipment>('ShipmentsTable', orderId),
      };
      const full = order && inFull(order, ownersAccount(records));
      return [orderId, { ...(full && { order: full }), ...(mail && { mail }) }];
    }),
  );
};

const keyOf = (table: TableName): string => tableSettings(table).key.partition;
