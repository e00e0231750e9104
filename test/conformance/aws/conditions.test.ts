// Conformance: which conditions hold for an item.
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { transact, type Writes } from '#platform/transaction.ts';
import { type Deviations, describeAws } from './describe-aws.ts';

const item = {
  orderId: 'conditions',
  state: 'SENDING',
  count: 5,
  isFinal: false,
  nothing: null,
  mail: { state: 'SENDING', leaseUntil: 100 },
  tags: ['a', 'b'],
  '😀': 'beyond the plane',
};

const values: Record<string, unknown> = {
  ':sending': 'SENDING',
  ':prefix': 'SEN',
  ':five': 5,
  ':six': 6,
  ':text': '5',
  ':a': 'a',
  ':z': 'z',
  ':null': null,
  ':false': false,
  ':map': { state: 'SENDING', leaseUntil: 100 },
  ':list': ['a', 'b'],
  ':lease': 99,
  ':two': 2,
  ':type': 'N',
  ':high': '\u{1f600}',
  ':low': '\uffee',
};

/** `#s` is state, `#m` mail, `#o` an attribute that is not there. */
const conditions: readonly (readonly [text: string, holds: boolean, deviations?: Deviations])[] = [
  ['attribute_exists(orderId)', true],
  ['attribute_exists(#o)', false],
  ['attribute_exists(#m.#s)', true],
  ['attribute_not_exists(#m.#o)', true],
  ['attribute_not_exists(#o.#s)', true],
  ['attribute_exists(nothing)', true],
  ['attribute_exists(tags[1])', true],
  ['attribute_exists(tags[2])', false],
  ['#s = :sending', true],
  ['#s <> :sending', false],
  ['#o <> :sending', true],
  ['#o = :sending', false],
  ['NOT #o = :sending', true],
  ['#m.#s = :sending', true],
  ['#m = :map', true],
  ['tags = :list', true],
  ['tags[0] = :a', true],
  ['nothing = :null', true],
  ['isFinal = :false', true],
  ['isFinal = :null', false],
  ['#c = :five', true],
  ['#c = :text', false],
  ['#c < :six', true],
  ['#c <= :five', true],
  ['#c > :five', false],
  ['#c >= :five', true],
  ['#c > :text', false, { moto: 'moto answers 500' }],
  ['#o < :six', false],
  ['#m.leaseUntil <= :lease', false],
  [':low < :high', true],
  ['#c BETWEEN :five AND :six', true],
  ['#c BETWEEN :six AND :six', false],
  ['#s IN (:a, :sending)', true],
  ['#s IN (:a, :z)', false],
  ['#o IN (:a, :z)', false],
  ['begins_with(#s, :prefix)', true],
  ['begins_with(#s, :a)', false],
  ['begins_with(#o, :a)', false],
  ['contains(tags, :a)', true],
  ['contains(tags, :z)', false],
  ['contains(#s, :prefix)', true],
  ['attribute_type(#c, :type)', true],
  ['attribute_type(#s, :type)', false],
  ['size(tags) = :two', true],
  ['size(#s) > :six', true],
  ['size(#o) = :two', false, { moto: 'moto answers 500' }],
  ['attribute_not_exists(#o) OR (#m.#s = :z AND #m.leaseUntil <= :lease)', true],
  ['attribute_exists(#o) OR #s = :sending AND #c = :six', false],
  ['(attribute_exists(#o) OR #s = :sending) AND #c = :five', true],
  ['NOT attribute_exists(#o) AND #c = :five', true],
  ['NOT (attribute_not_exists(#o) AND #c = :five)', false],
  ['#s = :sending or #s = :a', true],
];

const names: Record<string, string> = { '#s': 'state', '#m': 'mail', '#o': 'other', '#c': 'count' };

/** DynamoDB refuses placeholders that an expression does not use. */
const usedIn = <Value>(text: string, all: Record<string, Value>): Record<string, Value> | undefined => {
  const used = Object.entries(all).filter(([placeholder]) => new RegExp(`${placeholder}\\b`).test(text));
  return used.length > 0 ? Object.fromEntries(used) : undefined;
};

const checkOf = (TableName: string, key: string, ConditionExpression: string): Writes => [
  {
    ConditionCheck: {
      TableName,
      Key: { orderId: key },
      ConditionExpression,
      ExpressionAttributeNames: usedIn(ConditionExpression, names),
      ExpressionAttributeValues: usedIn(ConditionExpression, values),
    },
  },
];

describeAws('a condition', (system) => {
  const tableName = () => system().aws.tableName('PaymentsTable');
  const resultOf = (key: string, text: string) =>
    transact(system().aws.dynamo, checkOf(tableName(), key, text), AbortSignal.timeout(5_000));

  beforeAll(async () => {
    await system().aws.dynamo.send(new PutCommand({ TableName: tableName(), Item: item }));
  });

  it.for(conditions)('%s: %s', async ([text, holds, deviations = {}], context) => {
    system().knownToDeviate(context, deviations);
    expect((await resultOf(item.orderId, text)).kind).toBe(holds ? 'applied' : 'refused');
  });

  it('meets an item that is not there as one without attributes', async () => {
    const kinds = ['attribute_not_exists(orderId)', '#s <> :sending', '#s = :sending'].map(
      async (text) => (await resultOf('not there', text)).kind,
    );
    expect(await Promise.all(kinds)).toEqual(['applied', 'applied', 'refused']);
  });

  it('is part of no item: a check alone writes nothing', async () => {
    const TransactItems = checkOf(tableName(), 'never written', 'attribute_not_exists(orderId)');
    await system().aws.dynamo.send(new TransactWriteCommand({ TransactItems }));
    expect((await resultOf('never written', 'attribute_not_exists(orderId)')).kind).toBe('applied');
  });
});
