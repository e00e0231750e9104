// The form's rules and the API's are the same: what one accepts the other accepts.
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { describe, expect, test } from 'vitest';
import { CountryName } from '#contracts/fields.ts';
import { PlaceOrderBody } from '#contracts/http.ts';
import { CustomerEmail, CustomerName, ShippingAddress } from '#contracts/order-details.ts';
import { compile } from '#contracts/validate.ts';
import { checkField, checkForm, type FieldName, fieldNames, toOrder } from './client/validation.ts';

const schemas: Record<FieldName, TSchema> = {
  customerName: CustomerName,
  customerEmail: CustomerEmail,
  'shippingAddress/street': ShippingAddress.properties.street,
  'shippingAddress/city': ShippingAddress.properties.city,
  'shippingAddress/postalCode': ShippingAddress.properties.postalCode,
  'shippingAddress/country': CountryName,
};

const plain = fc.string({ unit: fc.constantFrom(..."abzÄé漢0 .,'’-&/()#+:@<\n😀"), maxLength: 130 });
const typed = fc.oneof(
  plain,
  fc.string({ unit: 'binary' }),
  fc.emailAddress(),
  fc.emailAddress().map((mail) => `${mail}.`),
);

describe('the form and the API', () => {
  test.each(fieldNames)('agree on what %s may be', (field) => {
    const validate = compile(schemas[field]);
    fc.assert(
      fc.property(typed, (value) => {
        expect(checkField(field, value) === undefined).toBe(validate(value.trim()));
      }),
      { numRuns: 500 },
    );
  });

  test.each(fieldNames)('agree on how long %s may be', (field) => {
    const { maxLength } = schemas[field] as { maxLength?: number };
    const longest = field === 'customerEmail' ? `${'a'.repeat(242)}@example.com` : 'a'.repeat(maxLength ?? 0);
    expect(longest.length).toBe(maxLength);
    expect(checkField(field, longest)).toBeUndefined();
    expect(checkField(field, `a${longest}`)).toMatch(/^Shorten/);
  });
});

describe('the order form', () => {
  const filled: Record<string, string> = {
    customerName: ' John Doe ',
    customerEmail: 'john.doe@example.com',
    'shippingAddress/street': '123 Main St',
    'shippingAddress/city': 'Anytown',
    'shippingAddress/postalCode': '12345',
    'shippingAddress/country': 'USA',
    paymentMethod: 'CARD',
    paymentToken: 'tok_approved',
  };
  const line = { productId: 'p123', productName: 'Product Name', price: 99.99, currency: 'USD', quantity: 1 };

  test('makes an order that the API accepts, without the spaces around what was typed', () => {
    const order = toOrder((field) => filled[field] ?? '', [line]);
    expect(compile(PlaceOrderBody)(order)).toBe(true);
    expect(order.customerName).toBe('John Doe');
  });

  test('names every empty field, in the order in which they stand', () => {
    expect(checkForm(() => ' ').map(({ field }) => field)).toEqual(fieldNames);
    expect(checkForm((field) => filled[field] ?? '')).toEqual([]);
  });
});
