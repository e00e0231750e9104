// Pure: what was ordered, by whom, to where, in the form in which OrdersTable keeps it, and back. See order-item.ts.
import type { NamedLine, OrderDetails } from './order-details.ts';

export type DetailsItem = {
  name: string;
  email: string;
  lines: [productId: string, productName: string, quantity: number, unitPrice: number][];
  total: number;
  currency: string;
  address: [street: string, city: string, postalCode: string, country: string];
  payment: [method: OrderDetails['paymentMethod'], token: OrderDetails['paymentToken']];
  fingerprint: string;
};

export type Goods = Pick<OrderDetails, 'lines' | 'total' | 'currency'>;
export type GoodsItem = Pick<DetailsItem, keyof Goods>;

export const detailsItemOf = (details: OrderDetails): DetailsItem => {
  const { customerName, customerEmail, lines, total, currency, fingerprint } = details;
  const { street, city, postalCode, country } = details.shippingAddress;
  return {
    name: customerName,
    email: customerEmail,
    lines: lines.map((line) => [line.productId, line.productName, line.quantity, line.unitPrice]),
    total,
    currency,
    address: [street, city, postalCode, country],
    payment: [details.paymentMethod, details.paymentToken],
    fingerprint,
  };
};

export const detailsOf = (item: DetailsItem): OrderDetails => {
  const [street, city, postalCode, country] = item.address;
  const [paymentMethod, paymentToken] = item.payment;
  return {
    customerName: item.name,
    customerEmail: item.email,
    ...goodsOf(item),
    shippingAddress: { street, city, postalCode, country },
    paymentMethod,
    paymentToken,
    fingerprint: item.fingerprint,
  };
};

export const goodsOf = ({ lines, total, currency }: GoodsItem): Goods => ({
  lines: lines.map(lineOf),
  total,
  currency,
});

const lineOf = ([productId, productName, quantity, unitPrice]: DetailsItem['lines'][number]): NamedLine => ({
  productId,
  productName,
  quantity,
  unitPrice,
});
