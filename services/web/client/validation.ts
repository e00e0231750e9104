// The rules of the order form, the same as the API's (services/web/validation.test.ts holds the two together).
import type { PlaceOrderBody } from '#contracts/http.ts';
import type { CartLine } from './cart.ts';

/** A field is named by its JSON pointer in the body, without the leading slash: what the API's errors point at. */
export const fieldNames = [
  'customerName',
  'customerEmail',
  'shippingAddress/street',
  'shippingAddress/postalCode',
  'shippingAddress/city',
  'shippingAddress/country',
] as const;
export type FieldName = (typeof fieldNames)[number];
export const isFieldName = (name: string): name is FieldName =>
  (fieldNames as readonly string[]).includes(name);

export type Fault = { field: string; text: string };

type Rule = { what: string; max: number; email?: true };

const rules: Record<FieldName, Rule> = {
  customerName: { what: 'your full name', max: 100 },
  customerEmail: { what: 'your email address', max: 254, email: true },
  'shippingAddress/street': { what: 'the street and number', max: 120 },
  'shippingAddress/city': { what: 'the city', max: 80 },
  'shippingAddress/postalCode': { what: 'the postal code', max: 20 },
  'shippingAddress/country': { what: 'the country', max: 60 },
};

const plainText = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .,'’\-&/()#+:]*$/u;
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const email = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+${label}$`, 'i');

const startsWell = /^[\p{L}\p{N}]/u;

/** What is wrong with a value, as an instruction; undefined when nothing is. Spaces around it do not count. */
export const checkField = (field: FieldName, typed: string): string | undefined => {
  const value = typed.trim();
  const rule = rules[field];
  if (value === '') return `Enter ${rule.what}.`;
  if ([...value].length > rule.max) return `Shorten ${rule.what} to ${rule.max} characters.`;
  if (rule.email) return email.test(value) ? undefined : 'Enter an email address like name@example.com.';
  if (!startsWell.test(value)) return `Start ${rule.what} with a letter or a digit.`;
  return plainText.test(value)
    ? undefined
    : `Write ${rule.what} with letters, digits, spaces and . , ' - & / ( ) # + : only.`;
};

/** Every fault of the form, in the order of its fields. `read` gives what is typed in a field. */
export const checkForm = (read: (field: FieldName) => string): Fault[] =>
  fieldNames.flatMap((field) => {
    const text = checkField(field, read(field));
    return text ? [{ field, text }] : [];
  });

/** The body of POST /orders. `read` gives any field by name. */
export const toOrder = (read: (field: string) => string, lines: readonly CartLine[]): PlaceOrderBody => ({
  customerName: read('customerName').trim(),
  customerEmail: read('customerEmail').trim(),
  items: lines.map(({ productId, productName, quantity, price }) => ({
    productId,
    productName,
    quantity,
    price,
  })),
  shippingAddress: {
    street: read('shippingAddress/street').trim(),
    city: read('shippingAddress/city').trim(),
    postalCode: read('shippingAddress/postalCode').trim(),
    country: read('shippingAddress/country').trim(),
  },
  paymentMethod: read('paymentMethod') as PlaceOrderBody['paymentMethod'],
  paymentToken: read('paymentToken') as NonNullable<PlaceOrderBody['paymentToken']>,
});
