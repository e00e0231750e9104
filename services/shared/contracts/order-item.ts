// Pure: an order in the form in which OrdersTable keeps it, and back. It says each thing once and in few words, so that an order
// costs one write unit with its whole story in it: see docs/decisions/0022-one-write-unit-for-an-order.md.
import {
  type DetailsItem,
  detailsItemOf,
  detailsOf,
  type Goods,
  type GoodsItem,
  goodsOf,
} from './details-item.ts';
import type { OrderRecord } from './order-record.ts';
import { type StoryItem, storyItemOf, storyOf } from './story-item.ts';

/** When the order was created stands in `createdKey` alone. */
export type OrderItem = Pick<
  OrderRecord,
  'orderId' | 'createdKey' | 'customerKey' | 'statusPartition' | 'status' | 'version'
> &
  StoryItem &
  DetailsItem;

/** An order without what names anybody: of its details, what was ordered and what it costs. */
export type ImpersonalOrder = Omit<OrderRecord, 'customerKey' | 'details'> & { details: Goods };
export type ImpersonalItem = Omit<OrderItem, 'customerKey' | keyof DetailsItem> & GoodsItem;

/** What a read asks for to get an ImpersonalItem. */
export const impersonal = {
  ProjectionExpression:
    'orderId, createdKey, statusPartition, #status, version, expiresAfter, #timeline, emitted, resumed, #lines, #total, currency',
  ExpressionAttributeNames: {
    '#status': 'status',
    '#timeline': 'timeline',
    '#lines': 'lines',
    '#total': 'total',
  },
};

export const itemOf = (order: OrderRecord): OrderItem => {
  const { orderId, createdKey, customerKey, statusPartition, status, version, details } = order;
  const keys = { orderId, createdKey, customerKey, ...(statusPartition && { statusPartition }) };
  return { ...keys, status, version, ...storyItemOf(order), ...detailsItemOf(details) };
};

export const recordOf = (item: OrderItem): OrderRecord => ({
  ...standingOf(item),
  customerKey: item.customerKey,
  details: detailsOf(item),
});

export const impersonalOf = (item: ImpersonalItem): ImpersonalOrder => ({
  ...standingOf(item),
  details: goodsOf(item),
});

const standingOf = (item: Omit<ImpersonalItem, keyof GoodsItem>): Omit<ImpersonalOrder, 'details'> => {
  const { orderId, createdKey, statusPartition, status, version } = item;
  const createdAt = createdKey.slice(0, -`#${orderId}`.length);
  const keys = { orderId, createdAt, createdKey, ...(statusPartition && { statusPartition }) };
  return { ...keys, status, version, ...storyOf(item, createdAt) };
};
