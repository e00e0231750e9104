// Pure: the stored order → what the API shows of it, whole or as one line of a list.
import type { OrderSummary, OrderView } from '#contracts/http.ts';
import { toAmount } from '#contracts/money.ts';
import type { NamedLine } from '#contracts/order-details.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { isFinal } from '#contracts/order-status.ts';
import { shipmentOf } from '#contracts/timeline-detail.ts';

export const orderView = (order: OrderRecord): OrderView => {
  const { orderId, createdAt, status, details } = order;
  const shipment = shipmentOf(order);
  return {
    orderId,
    status,
    final: isFinal(status),
    createdAt,
    customerName: details.customerName,
    customerEmail: details.customerEmail,
    items: details.lines.map(itemOf),
    total: toAmount(details.total),
    currency: details.currency,
    shippingAddress: details.shippingAddress,
    paymentMethod: details.paymentMethod,
    ...(shipment && { shipment }),
  };
};

/** Nothing by which a person could be found: lists are read by more eyes than orders. */
export const orderSummary = ({ orderId, status, createdAt, details }: OrderRecord): OrderSummary => ({
  orderId,
  status,
  final: isFinal(status),
  createdAt,
  total: toAmount(details.total),
  currency: details.currency,
  itemCount: details.lines.reduce((sum, { quantity }) => sum + quantity, 0),
});

const itemOf = ({ productId, productName, quantity, unitPrice }: NamedLine): OrderView['items'][number] => ({
  productId,
  productName,
  quantity,
  price: toAmount(unitPrice),
});
