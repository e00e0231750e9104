// What was ordered, by whom, to where: the part of an order that is fixed when it is accepted. It is personal data.
import { type Static, Type } from 'typebox';
import {
  CountryName,
  Currency,
  MinorUnits,
  OrderLine,
  orderLimits,
  PaymentMethod,
  PaymentToken,
  strictObject,
  text,
} from './fields.ts';

export const CustomerName = text(100, { description: 'Full name', examples: ['John Doe'] });
export const CustomerEmail = Type.String({
  format: 'email',
  maxLength: 254,
  description: 'Where the confirmation mail goes',
});

export const ShippingAddress = strictObject({
  street: text(120, { description: 'Street and number', examples: ['123 Main St'] }),
  city: text(80, { description: 'City', examples: ['Anytown'] }),
  postalCode: text(20, { description: 'Postal code', examples: ['12345'] }),
  country: CountryName,
});
export type ShippingAddress = Static<typeof ShippingAddress>;

/** A line as the customer reads it; the name is the catalogue's. */
export const NamedLine = Type.Object({ ...OrderLine.properties, productName: Type.String() });
export type NamedLine = Static<typeof NamedLine>;

/** `fingerprint` tells a repeated request from another one. */
export const OrderDetails = Type.Object({
  customerName: CustomerName,
  customerEmail: CustomerEmail,
  lines: Type.Array(NamedLine, { minItems: 1, maxItems: orderLimits.lines }),
  total: MinorUnits,
  currency: Currency,
  shippingAddress: ShippingAddress,
  paymentMethod: PaymentMethod,
  paymentToken: PaymentToken,
  fingerprint: Type.String(),
});
export type OrderDetails = Static<typeof OrderDetails>;
