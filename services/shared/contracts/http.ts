// The bodies of the HTTP API: what customers and operators send and get. One schema gives type, validation and OpenAPI.
import { type Static, Type } from 'typebox';
import {
  Currency,
  Description,
  OrderId,
  orderLimits,
  PaymentMethod,
  PaymentToken,
  ProductId,
  Quantity,
  strictObject,
  text,
} from './fields.ts';
import { CustomerEmail, CustomerName, ShippingAddress } from './order-details.ts';
import { orderStatuses } from './order-status.ts';

const Amount = (description: string) =>
  Type.Number({
    minimum: 0.01,
    maximum: 1_000_000,
    multipleOf: 0.01,
    description,
    examples: [99.99],
  });
const Timestamp = Type.String({ format: 'date-time' });
const Status = Type.Enum([...orderStatuses], { description: 'Where the order is' });
const ProductName = text(100, { description: 'Name of the product', examples: ['Product Name'] });

export const Item = strictObject({
  productId: ProductId,
  productName: ProductName,
  quantity: Quantity,
  price: Amount('Price of one unit; must be the price in the catalogue'),
});
export type Item = Static<typeof Item>;

export const PlaceOrderBody = strictObject(
  {
    customerName: CustomerName,
    customerEmail: CustomerEmail,
    items: Type.Array(Item, {
      minItems: 1,
      maxItems: orderLimits.lines,
      description: 'The same product twice counts once, summed',
    }),
    shippingAddress: ShippingAddress,
    paymentMethod: PaymentMethod,
    paymentToken: Type.Optional(PaymentToken),
  },
  {
    examples: [
      {
        customerName: 'John Doe',
        customerEmail: 'john.doe@example.com',
        items: [{ productId: 'p123', productName: 'Product Name', quantity: 1, price: 99.99 }],
        shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
        paymentMethod: 'CARD',
      },
    ],
  },
);
export type PlaceOrderBody = Static<typeof PlaceOrderBody>;

/** A command was taken; it takes effect in a moment. */
export const Accepted = Type.Object({ message: Type.String() });
export const OrderAccepted = Type.Object({ message: Type.String(), orderId: OrderId });

export const ReturnOrderBody = strictObject(
  { restock: Type.Boolean({ description: 'true puts the goods back on sale, false writes them off' }) },
  { examples: [{ restock: true }] },
);

export const OrderView = Type.Object({
  orderId: OrderId,
  status: Status,
  final: Type.Boolean({
    description: 'true once nothing is under way; a completed order can still be returned',
  }),
  createdAt: Timestamp,
  customerName: Type.String(),
  customerEmail: Type.String(),
  items: Type.Array(
    Type.Object({
      productId: ProductId,
      productName: Type.String(),
      quantity: Type.Integer(),
      price: Type.Number(),
    }),
  ),
  total: Type.Number(),
  currency: Currency,
  shippingAddress: Type.Object(ShippingAddress.properties),
  paymentMethod: PaymentMethod,
  shipment: Type.Optional(Type.Object({ carrier: Type.String(), trackingNumber: Type.String() })),
});
export type OrderView = Static<typeof OrderView>;

export const OrderSummary = Type.Object({
  orderId: OrderId,
  status: Status,
  final: Type.Boolean(),
  createdAt: Timestamp,
  total: Type.Number(),
  currency: Currency,
  itemCount: Type.Integer(),
});
export type OrderSummary = Static<typeof OrderSummary>;

export const OrderList = Type.Object({
  orders: Type.Array(OrderSummary),
  nextCursor: Type.Optional(Type.String({ description: 'Pass as `cursor` to get the next page' })),
});

/** One line of an order's timeline. `id` is what Last-Event-ID carries, and means nothing else to a client. */
export const TimelineEvent = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]+\\.[0-9a-f]+$' }),
  type: Type.String(),
  outcome: Type.Optional(Type.String()),
  title: Type.String({ description: 'What happened, in words for a customer' }),
  status: Status,
  at: Timestamp,
  detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
export type TimelineEvent = Static<typeof TimelineEvent>;

export const Timeline = Type.Object({
  orderId: OrderId,
  status: Status,
  final: Type.Boolean(),
  events: Type.Array(TimelineEvent),
});
export type Timeline = Static<typeof Timeline>;

export const ProductView = Type.Object({
  productId: ProductId,
  name: Type.String(),
  description: Type.String(),
  price: Type.Number(),
  currency: Currency,
  available: Type.Integer({ description: 'Units that can be ordered now' }),
});
export type ProductView = Static<typeof ProductView>;

export const ProductList = Type.Object({
  products: Type.Array(ProductView),
  nextCursor: Type.Optional(Type.String()),
});

export const PutProductBody = strictObject(
  {
    name: ProductName,
    description: Type.Optional(Description),
    price: Amount('Price of one unit'),
  },
  {
    examples: [
      {
        name: 'Fieldnote Daypack 22 L',
        description:
          'Waxed canvas and recycled nylon, a padded sleeve for a laptop, and a pocket where the tickets go.',
        price: 99.99,
      },
    ],
  },
);
export const ReceiveStockBody = strictObject({ quantity: Quantity }, { examples: [{ quantity: 10 }] });

export const Health = Type.Object({ status: Type.Literal('ok') });

/** RFC 9457, with `message` for clients that read only that, and one entry in `errors` for each fault. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  message: Type.String(),
  instance: Type.Optional(Type.String()),
  errors: Type.Optional(
    Type.Array(
      Type.Object({
        pointer: Type.String({ description: 'JSON pointer' }),
        detail: Type.String(),
        expected: Type.Optional(Type.Number({ description: 'The right value, where the catalogue has one' })),
      }),
    ),
  ),
});
export type Problem = Static<typeof Problem>;
