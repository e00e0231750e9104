import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { strictObject } from '#contracts/fields.ts';
import * as http from '#contracts/http.ts';
import { createAjv } from '#contracts/validate.ts';
import { body } from '../testing/samples.ts';
import { faultsOf, fieldOf } from './validation-messages.ts';

const ajv = createAjv({ coerceTypes: false });
const faults = (value: unknown, schema: object = http.PlaceOrderBody, part = 'body') => {
  const validate = ajv.compile(schema);
  return validate(value) ? [] : faultsOf(validate.errors ?? [], part, 20);
};
const [item] = body().items;

type Schema = Record<string, unknown>;

/** By keyword: a value that breaks the rule. */
const violations: Record<string, (limit: unknown) => unknown> = {
  type: (type) => (type === 'string' ? 1 : 'x'),
  enum: () => 'none of these',
  minLength: () => '',
  maxLength: (limit) => 'x'.repeat(Number(limit) + 1),
  minimum: (limit) => Number(limit) - 1,
  maximum: (limit) => Number(limit) + 1,
  multipleOf: (limit) => Number(limit) / 10,
  minItems: () => [],
  maxItems: (limit) => Array(Number(limit) + 1).fill(0),
  format: () => 'x',
  pattern: () => '\u0000',
  required: () => ({}),
  additionalProperties: () => ({ invented: 1 }),
};

/** What says nothing of a value; `properties` and `items` are looked into. */
const annotations = ['description', 'examples', 'properties', 'items'];

/** Each rule of a schema and of what is in it, alone in a schema of its own. */
const rulesIn = (whole: object, place: string): { place: string; keyword: string; schema: Schema }[] => {
  const schema = whole as Schema & { properties?: Record<string, object>; items?: object };
  const { type, properties = {}, items } = schema;
  const keywords = Object.keys(schema).filter((keyword) => !annotations.includes(keyword));
  const parts = Object.entries({ ...properties, ...(items && { 0: items }) });
  return [
    ...keywords.map((keyword) => ({
      place: `${place} ${keyword}`,
      keyword,
      schema: { ...(type !== undefined && { type }), [keyword]: schema[keyword] },
    })),
    ...parts.flatMap(([name, part]) => rulesIn(part, `${place}.${name}`)),
  ];
};

describe('the words for a fault in a body', () => {
  it.each([
    [{ ...body(), customerEmail: undefined }, '/customerEmail', 'Missing required field: customerEmail'],
    [
      { ...body(), shippingAddress: { ...body().shippingAddress, city: undefined } },
      '/shippingAddress/city',
      'Missing required field: shippingAddress.city',
    ],
    [
      { ...body(), items: [{ ...item, quantity: undefined }] },
      '/items/0/quantity',
      'Missing required field: items[0].quantity',
    ],
    [
      { ...body(), customerEmail: 'x' },
      '/customerEmail',
      'customerEmail must be an e-mail address, like name@example.com',
    ],
    [
      { ...body(), paymentMethod: 'GOLD' },
      '/paymentMethod',
      'paymentMethod must be one of: CARD, PAYPAL, BANK_TRANSFER',
    ],
    [{ ...body(), customerName: '' }, '/customerName', 'customerName must not be empty'],
    [
      { ...body(), customerName: '<b>' },
      '/customerName',
      "customerName must start with a letter or digit and may contain letters, digits, spaces and . , ' ’ - & / ( ) # + :",
    ],
    [
      { ...body(), customerName: 'x'.repeat(101) },
      '/customerName',
      'customerName must have at most 100 characters',
    ],
    [{ ...body(), items: [] }, '/items', 'items must have at least one entry'],
    [{ ...body(), items: Array(51).fill(item) }, '/items', 'items must have at most 50 entries'],
    [{ ...body(), items: 'none' }, '/items', 'items must be a list'],
    [
      { ...body(), items: [{ ...item, price: 1.001 }] },
      '/items/0/price',
      'items[0].price must have at most two decimals',
    ],
    [{ ...body(), items: [{ ...item, price: 0 }] }, '/items/0/price', 'items[0].price must be at least 0.01'],
    [
      { ...body(), items: [{ ...item, quantity: 1.5 }] },
      '/items/0/quantity',
      'items[0].quantity must be a whole number',
    ],
    [
      { ...body(), items: [{ ...item, quantity: '1' }] },
      '/items/0/quantity',
      'items[0].quantity must be a whole number',
    ],
    [
      { ...body(), items: [{ ...item, productId: 'p 1' }] },
      '/items/0/productId',
      'items[0].productId must start with a letter or digit and may contain letters, digits, _ and -',
    ],
    [{ ...body(), coupon: 'X' }, '/coupon', 'Unknown field: coupon'],
    [{ ...body(), items: [{ ...item, 'a/b~c': 1 }] }, '/items/0/a~1b~0c', 'Unknown field: items[0].a/b~c'],
    [null, '', 'The body must be a JSON object'],
  ])('%j', (value, pointer, detail) => {
    const plain = JSON.parse(JSON.stringify(value));
    expect(faults(plain)).toEqual([{ pointer, detail }]);
  });

  it('name what is missing first, and each place once', () => {
    const details = faults({ customerName: '', shippingAddress: {}, items: [{}] }).map(
      ({ detail }) => detail,
    );
    expect(details[0]).toBe('Missing required field: customerEmail');
    expect(details.at(-1)).toBe('customerName must not be empty');
    expect(new Set(details).size).toBe(details.length);
  });

  it('are twenty at most, however faulty the body', () => {
    expect(faults({ ...body(), items: Array(60).fill({}) })).toHaveLength(20);
  });

  it('show a name that the client invented shortened and well-formed', () => {
    const [fault] = faults({ ...body(), ['\ud800'.repeat(500)]: 1 });
    expect(fault?.detail.isWellFormed()).toBe(true);
    expect(fault?.detail.length).toBeLessThan(100);
  });
});

describe('every rule of every body', () => {
  const bodies = Object.entries(http).filter(([name]) => name.endsWith('Body'));
  const broken = bodies.flatMap(([name, schema]) => rulesIn(schema, name));

  it('is found', () => {
    expect(bodies.map(([name]) => name)).toEqual(
      expect.arrayContaining(['PlaceOrderBody', 'PutProductBody', 'ReceiveStockBody', 'ReturnOrderBody']),
    );
    expect(broken.map(({ place }) => place)).toContain('PlaceOrderBody.items.0.price multipleOf');
  });

  it.each(broken)('has words of our own: $place', ({ schema, keyword }) => {
    const validate = ajv.compile(schema);
    expect(validate(violations[keyword]?.(schema[keyword]))).toBe(false);
    const errors = (validate.errors ?? []).filter((error) => error.keyword === keyword);
    const [fault] = faultsOf(errors, 'body', 1);
    expect(fault?.detail).toMatch(/^(The body|Missing|Unknown) /);
    expect(fault?.detail).not.toContain(errors[0]?.message);
  });
});

describe('the words for a fault in a query', () => {
  it('call it a query parameter', () => {
    const query = strictObject({ limit: Type.Integer({ maximum: 100 }) });
    expect(faults({ limit: 101 }, query, 'querystring')).toEqual([
      { pointer: '/limit', detail: 'limit must be at most 100' },
    ]);
    expect(faults({ limit: 1, limits: 2 }, query, 'querystring')).toEqual([
      { pointer: '/limits', detail: 'Unknown query parameter: limits' },
    ]);
  });
});

it('a JSON pointer reads as a path', () => {
  expect(fieldOf('')).toBe('');
  expect(fieldOf('/items/10/price')).toBe('items[10].price');
  expect(fieldOf('/a~1b/c~0d')).toBe('a/b.c~d');
});
