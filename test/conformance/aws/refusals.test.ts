// Conformance: what DynamoDB refuses as invalid, so that a mistake in an expression is found here and not in production.
import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, expect, it } from 'vitest';
import { type Deviations, describeAws } from './describe-aws.ts';

const Key = { orderId: 'refusals' };
const item = { ...Key, state: 'A', count: 1, map: {} };

/** `reason` is in the message, however an implementation words the rest of it. */
type Refusal = readonly [
  title: string,
  reason: RegExp,
  update: Partial<UpdateCommandInput>,
  deviations?: Deviations,
];

const one = { ExpressionAttributeValues: { ':one': 1 } };
const names = { '#map': 'map', '#count': 'count', '#state': 'state' };
const only = (...used: (keyof typeof names)[]) => ({
  ExpressionAttributeNames: Object.fromEntries(used.map((name) => [name, names[name]])),
});
const set = (assignments: string) => ({ UpdateExpression: `SET ${assignments}` });
const remove = { UpdateExpression: 'REMOVE fresh' };

const updates: readonly Refusal[] = [
  [
    'a removal inside a map that is not there',
    /document path/,
    { UpdateExpression: 'REMOVE absent.deeper' },
    { embedded: 'dynoxide removes nothing, and does not refuse it' },
  ],
  ['a place inside a map that is not there', /document path/, { ...set('absent.deeper = :one'), ...one }],
  [
    'a place inside what is no map',
    /document path/,
    { ...set('#count.deeper = :one'), ...only('#count'), ...one },
    { moto: 'moto takes it' },
  ],
  [
    'a sum with an attribute that is not there',
    /does not exist/,
    { ...set('fresh = absent + :one'), ...one },
  ],
  ['a copy of an attribute that is not there', /does not exist/, set('fresh = absent')],
  ['a sum with a text', /operand/i, { ...set('fresh = #state + :one'), ...only('#state'), ...one }],
  ['an addition to a text', /operand/, { UpdateExpression: 'ADD #state :one', ...only('#state'), ...one }],
  ['a change of the key', /part of the key/, { ...set('orderId = :one'), ...one }],
  ['two assignments to one place', /overlap/, { ...set('fresh = :one, fresh = :one'), ...one }],
  [
    'an assignment inside of another',
    /overlap/,
    { ...set('#map = :one, #map.deeper = :one'), ...only('#map'), ...one },
    { moto: 'moto takes it' },
  ],
  [
    'a name that is not defined',
    /name.* not defined/,
    { ...set('#undefined = :one'), ...one },
    { moto: 'moto answers 500' },
  ],
  [
    'a value that is not defined',
    /value.* not defined/,
    { ...set('fresh = :one, newer = :undefined'), ...one },
  ],
  [
    'a value that is undefined',
    /value.* not defined/,
    { ...set('fresh = :one, newer = :two'), ExpressionAttributeValues: { ':one': 1, ':two': undefined } },
  ],
  ['a name that is not used', /unused.*#map/, { ...set('fresh = :one'), ...only('#map'), ...one }],
  ['a value that is not used', /unused.*:one/, { ...remove, ...one }],
  ['a reserved word as a name', /reserved keyword: status/, { ...set('status = :one'), ...one }],
  ['an expression that ends too early', /[Ss]yntax error/, set('fresh =')],
  ['a clause that comes twice', /only be used once/, { ...set('fresh = :one SET newer = :one'), ...one }],
  [
    'a condition that is none',
    /ConditionExpression/,
    { ...remove, ConditionExpression: 'orderId' },
    { moto: 'moto answers 500' },
  ],
  [
    'an unknown function',
    /ConditionExpression/,
    { ...remove, ConditionExpression: 'unheard_of(orderId)' },
    { moto: 'moto answers 500' },
  ],
  [
    'parentheses around parentheses',
    /redundant parentheses/,
    { ...remove, ConditionExpression: '((attribute_exists(orderId)))' },
  ],
  [
    'a beginning that is no text',
    /operand type/,
    { ...remove, ConditionExpression: 'begins_with(#state, :one)', ...only('#state'), ...one },
    { moto: 'moto lets the condition fail' },
  ],
  [
    'a range that ends before it starts',
    /BETWEEN/,
    {
      ...remove,
      ConditionExpression: '#count BETWEEN :two AND :one',
      ...only('#count'),
      ExpressionAttributeValues: { ':one': 1, ':two': 2 },
    },
    { moto: 'moto lets the condition fail' },
  ],
  [
    'an empty key',
    /empty string/,
    { Key: { orderId: '' }, ...remove },
    { moto: 'moto takes empty keys in updates' },
  ],
  ['a key of another type', /key/, { Key: { orderId: 1 }, ...remove }],
  ['a key of another name', /key/, { Key: { id: 'x' }, ...remove }],
];

type RefusedQuery = readonly [title: string, condition: string, values: object, deviations?: Deviations];

const queries: readonly RefusedQuery[] = [
  ['without its partition', 'createdKey > :x', { ':x': 'x' }],
  ['over a range of partitions', 'customerKey > :x', { ':x': 'x' }],
  ['with a condition on what is no key', 'customerKey = :x AND orderId = :x', { ':x': 'x' }],
  [
    'with two ranges',
    'customerKey = :x AND createdKey > :x AND createdKey < :y',
    { ':x': 'x', ':y': 'y' },
    { moto: 'moto reads the first range only' },
  ],
  [
    'with a key of another type',
    'customerKey = :x',
    { ':x': 1 },
    {
      embedded: 'dynoxide finds nothing there, and does not refuse it',
      moto: 'moto finds nothing there, and does not refuse it',
    },
  ],
];

const invalid = expect.objectContaining({ name: 'ValidationException' });
const invalidFor = (reason: RegExp) =>
  expect.objectContaining({ name: 'ValidationException', message: expect.stringMatching(reason) });

describeAws('DynamoDB', (system) => {
  const dynamo = () => system().aws.dynamo;
  const payments = () => system().aws.tableName('PaymentsTable');
  const orders = () => system().aws.tableName('OrdersTable');
  const ofCustomer = () => ({
    TableName: orders(),
    KeyConditionExpression: 'customerKey = :x',
    ExpressionAttributeValues: { ':x': 'x' },
  });

  beforeEach(async () => {
    await dynamo().send(new PutCommand({ TableName: payments(), Item: item }));
  });

  it.for(updates)('refuses %s', async ([, reason, update, deviations = {}], context) => {
    system().knownToDeviate(context, deviations);
    const attempt = dynamo().send(new UpdateCommand({ TableName: payments(), Key, ...update }));
    await expect(attempt).rejects.toEqual(invalidFor(reason));
    const { Item } = await dynamo().send(
      new GetCommand({ TableName: payments(), Key, ConsistentRead: true }),
    );
    expect(Item).toEqual(item);
  });

  it.for<readonly [title: string, item: object, deviations?: Deviations]>([
    ['without its key', { state: 'A' }],
    ['with an empty key', { orderId: '' }],
    ['with a key of another type', { orderId: 1 }],
    [
      'with an index key of another type',
      { orderId: 'x', createdKey: 1 },
      { moto: 'moto keeps it out of the index' },
    ],
    ['with an empty index key', { orderId: 'x', createdKey: '' }],
  ])('refuses an item %s', async ([, Item, deviations = {}], context) => {
    system().knownToDeviate(context, deviations);
    await expect(dynamo().send(new PutCommand({ TableName: orders(), Item }))).rejects.toEqual(invalid);
  });

  it.for(queries)('refuses a query %s', async ([, condition, values, deviations = {}], context) => {
    system().knownToDeviate(context, deviations);
    const query = new QueryCommand({
      TableName: orders(),
      IndexName: 'byCustomer',
      KeyConditionExpression: condition,
      ExpressionAttributeValues: values,
    });
    await expect(dynamo().send(query)).rejects.toEqual(invalid);
  });

  it('refuses a consistent read of an index', async () => {
    const command = new QueryCommand({ ...ofCustomer(), IndexName: 'byCustomer', ConsistentRead: true });
    await expect(dynamo().send(command)).rejects.toEqual(invalid);
  });

  it('refuses a query of an index that is not there', async (context) => {
    system().knownToDeviate(context, { moto: 'moto says that it does not find it' });
    const command = new QueryCommand({ ...ofCustomer(), IndexName: 'byNothing' });
    await expect(dynamo().send(command)).rejects.toEqual(invalid);
  });

  it.for<readonly [title: string, ids: readonly string[], deviations?: Deviations]>([
    ['no keys', [], { moto: 'moto finds nothing, and does not refuse it' }],
    ['one key twice', ['a', 'a']],
    ['more than a hundred keys', Array.from({ length: 101 }, (_, index) => `key ${index}`)],
  ])('refuses a batch of %s', async ([, ids, deviations = {}], context) => {
    system().knownToDeviate(context, deviations);
    const RequestItems = { [payments()]: { Keys: ids.map((orderId) => ({ orderId })) } };
    await expect(dynamo().send(new BatchGetCommand({ RequestItems }))).rejects.toEqual(invalid);
  });
});
