// The vocabulary that HTTP bodies, events and stored items share: identifiers, money, text that people typed.
import { type Static, type TSchema, Type } from 'typebox';

/** Letters, digits and everyday punctuation: what a label or a mail header can carry; no markup, no control characters. */
export const plainText = "^[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} .,'’\\-&/()#+:]*$";

/** Anything that can be read: no control characters, no half of a surrogate pair, nothing else that SQS refuses. */
export const prosePattern = '^[^\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF]*$';
export const Description = Type.String({ maxLength: 300, pattern: prosePattern });

export const text = (maxLength: number, options: { description: string; examples?: string[] }) =>
  Type.String({ minLength: 1, maxLength, pattern: plainText, ...options });

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
export const OrderId = Type.String({ pattern: uuid, description: 'The order: a UUID in lower case' });

export const ProductId = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]*$',
  description: 'Stock keeping unit: letters, digits, _ and -',
});

/** What one order may hold. */
export const orderLimits = { lines: 50, unitsOfProduct: 1_000 };

export const Quantity = Type.Integer({
  minimum: 1,
  maximum: orderLimits.unitsOfProduct,
  description: 'Units, 1 to 1,000',
});

/** The one currency of the shop. */
export const shopCurrency = 'USD';

/** Integer minor units (cents): the only form that money takes inside Waybill. */
export const MinorUnits = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217', examples: ['USD'] });

export const CountryName = text(60, { description: 'Country of destination', examples: ['USA'] });

const paymentMethods = ['CARD', 'PAYPAL', 'BANK_TRANSFER'] as const;
export const PaymentMethod = Type.Enum([...paymentMethods], { description: 'How the customer pays' });

export const paymentTokens = [
  'tok_approved',
  'tok_declined',
  'tok_timeout',
  'tok_error',
  'tok_outage',
] as const;
/** What the simulated gateway is asked to do; see services/payment/simulated-gateway.ts. */
export const PaymentToken = Type.Enum([...paymentTokens], {
  description:
    'Chooses what the simulated payment gateway does: approve; decline; charge but lose the first answer (timeout); fail twice, then approve (error); never answer (outage)',
});

/** One line of an order inside Waybill: a product appears once, quantities summed. */
export const OrderLine = Type.Object({
  productId: ProductId,
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: MinorUnits,
});
export type OrderLine = Static<typeof OrderLine>;

/** A product of the catalogue; `price` in minor units. */
export const Product = Type.Object({
  productId: ProductId,
  name: text(100, { description: 'Name as customers read it' }),
  description: Description,
  price: Type.Integer({ minimum: 1 }),
  currency: Currency,
});
export type Product = Static<typeof Product>;

/** An object whose unknown members are a fault: for input from outside, where a typing error must not pass silently. */
export const strictObject = <T extends Record<string, TSchema>>(properties: T, options: object = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });
