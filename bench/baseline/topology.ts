// What the textbook pipeline stands on: the queues, topics and filters of services/topology.json, as far as an order
// goes forward, and tables by the textbook: state and outbox of each service apart. It is a yardstick, so it has a list of
// its own and does not move when Waybill's does.

export const serviceNames = [
  'orders-api',
  'orders',
  'payment',
  'inventory',
  'shipping',
  'notification',
] as const;
export type ServiceName = (typeof serviceNames)[number];

export const queueNames = [
  'order-queue',
  'order-status-queue',
  'payment-queue',
  'inventory-queue',
  'shipping-queue',
  'notification-queue',
] as const;
export type QueueName = (typeof queueNames)[number];

/** Of every queue; retention in days. */
export const queueSettings = { visibilityTimeoutSeconds: 30, maxReceiveCount: 5, retentionDays: 4 };
export const deadLetterQueues = { suffix: '-dlq', retentionDays: 14 };

export const topicNames = ['order-events', 'payment-status', 'inventory-status', 'shipment-status'] as const;
export type TopicName = (typeof topicNames)[number];

type Subscription = { topic: TopicName; queue: QueueName; filter: { type: string[]; outcome?: string[] } };

/** Stock is sold once it is reserved: inventory need not hear of the shipment, and the books balance without. */
export const subscriptions: readonly Subscription[] = [
  { topic: 'order-events', queue: 'payment-queue', filter: { type: ['OrderCreated'] } },
  { topic: 'order-events', queue: 'notification-queue', filter: { type: ['OrderCompleted'] } },
  {
    topic: 'payment-status',
    queue: 'inventory-queue',
    filter: { type: ['PaymentProcessed'], outcome: ['authorized'] },
  },
  {
    topic: 'payment-status',
    queue: 'order-status-queue',
    filter: { type: ['PaymentProcessed', 'PaymentCaptured', 'PaymentReleased'] },
  },
  {
    topic: 'inventory-status',
    queue: 'shipping-queue',
    filter: { type: ['InventoryUpdated'], outcome: ['reserved'] },
  },
  {
    topic: 'inventory-status',
    queue: 'payment-queue',
    filter: { type: ['InventoryUpdated'], outcome: ['out_of_stock'] },
  },
  { topic: 'inventory-status', queue: 'order-status-queue', filter: { type: ['InventoryUpdated'] } },
  { topic: 'shipment-status', queue: 'payment-queue', filter: { type: ['ShipmentPrepared'] } },
  { topic: 'shipment-status', queue: 'order-status-queue', filter: { type: ['ShipmentPrepared'] } },
];

type TableSettings = { key: string; indexes?: Record<string, { partition: string; sort: string }> };

/**
 * Every key is a string. Indexes project keys only: an index that projects all would be written again with each change
 * of an order, and AWS's guidelines say to project what queries need; these list orders, which are then read by id.
 */
export const tables = {
  OrdersTable: {
    key: 'orderId',
    indexes: {
      byCustomer: { partition: 'customerEmail', sort: 'createdAt' },
      byStatus: { partition: 'status', sort: 'createdAt' },
    },
  },
  OrdersOutboxTable: { key: 'id' },
  PaymentsTable: { key: 'orderId' },
  PaymentsOutboxTable: { key: 'id' },
  InventoryTable: { key: 'productId' },
  ReservationsTable: { key: 'orderId' },
  InventoryOutboxTable: { key: 'id' },
  ShipmentsTable: { key: 'orderId' },
  ShipmentsOutboxTable: { key: 'id' },
  NotificationsTable: { key: 'orderId' },
  /** The ledger of the simulated payment provider, not of this system. */
  SimulatedGatewayTable: { key: 'id' },
} satisfies Record<string, TableSettings>;
export type TableName = keyof typeof tables;

export const tableNames = Object.keys(tables) as TableName[];
export const tableSettings = (table: TableName): TableSettings => tables[table];
