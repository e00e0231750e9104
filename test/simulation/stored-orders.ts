// The orders that a simulated AWS has stored.
import { type OrderItem, recordOf } from '#contracts/order-item.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { FakeAws } from './aws/fake-aws.ts';

export const ordersIn = ({ tables }: FakeAws): OrderRecord[] =>
  [...tables.items('OrdersTable')].map((item) => recordOf(item as unknown as OrderItem));

export const orderIn = ({ tables }: FakeAws, orderId: string): OrderRecord | undefined => {
  const item = tables.item('OrdersTable', orderId);
  return item && recordOf(item as unknown as OrderItem);
};
