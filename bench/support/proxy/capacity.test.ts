import { expect, it } from 'vitest';
import { askForCapacity, chargesOf } from './capacity.ts';

const charges = (action: string, request: object, answer: object, status = 200) =>
  chargesOf({ action, request: JSON.stringify(request), status, answer: JSON.stringify(answer) });
const key = (id: string) => ({ id: { S: id } });

it('asks for the capacity by index, once, whatever the client asked for', () => {
  expect(JSON.parse(askForCapacity('GetItem', '{"TableName":"stock"}'))).toEqual({
    ReturnConsumedCapacity: 'INDEXES',
    TableName: 'stock',
  });
  expect(JSON.parse(askForCapacity('GetItem', '{"ReturnConsumedCapacity":"NONE"}'))).toEqual({
    ReturnConsumedCapacity: 'INDEXES',
  });
  expect(askForCapacity('DescribeTable', '{"TableName":"stock"}')).toBe('{"TableName":"stock"}');
});

it('splits what a write was charged by table and index', () => {
  const ConsumedCapacity = {
    TableName: 'orders',
    CapacityUnits: 3,
    Table: { CapacityUnits: 1 },
    GlobalSecondaryIndexes: { byStatus: { CapacityUnits: 2 } },
  };
  expect(charges('UpdateItem', { TableName: 'orders', Key: key('1') }, { ConsumedCapacity })).toEqual([
    { table: 'orders', read: 0, write: 1 },
    { table: 'orders', index: 'byStatus', read: 0, write: 2 },
  ]);
});

it('counts what a read was charged as read, by table, halves too', () => {
  const units = (CapacityUnits: number) => ({ CapacityUnits, Table: { CapacityUnits } });
  const ConsumedCapacity = [
    { TableName: 'orders', ...units(0.5) },
    { TableName: 'stock', ...units(1) },
  ];
  expect(charges('BatchGetItem', {}, { ConsumedCapacity })).toEqual([
    { table: 'orders', read: 0.5, write: 0 },
    { table: 'stock', read: 1, write: 0 },
  ]);
});

it('charges a write that its condition refused, by the larger item that is known', () => {
  const refused = { __type: 'com.amazonaws.dynamodb#ConditionalCheckFailedException' };
  const update = { TableName: 'stock', Key: key('1') };
  const write = (units: number) => [{ table: 'stock', read: 0, write: units }];
  expect(charges('UpdateItem', update, refused, 400)).toEqual(write(1));
  const large = { id: { S: 'x'.repeat(2_000) } };
  expect(charges('PutItem', { TableName: 'stock', Item: large }, refused, 400)).toEqual(write(2));
  expect(charges('UpdateItem', update, { ...refused, Item: large }, 400)).toEqual(write(2));
});

it('charges each write of a transaction that was cancelled twice', () => {
  const TransactItems = [
    { Put: { TableName: 'orders', Item: key('1') } },
    { Update: { TableName: 'stock', Key: key('2') } },
  ];
  const cancelled = { __type: 'x#TransactionCanceledException', CancellationReasons: [{}, {}] };
  expect(charges('TransactWriteItems', { TransactItems }, cancelled, 400)).toEqual([
    { table: 'orders', read: 0, write: 2 },
    { table: 'stock', read: 0, write: 2 },
  ]);
});

it('charges the statements of a batch that were refused beside those that were not', () => {
  const Statements = ['1', '2'].map((id) => ({
    Statement: 'UPDATE "stock" SET n = 1 WHERE id = ?',
    Parameters: [{ S: id }],
  }));
  const ConsumedCapacity = [{ TableName: 'stock', CapacityUnits: 2, Table: { CapacityUnits: 1 } }];
  const Responses = [{ TableName: 'stock' }, { Error: { Code: 'ConditionalCheckFailed' } }];
  expect(charges('BatchExecuteStatement', { Statements }, { ConsumedCapacity, Responses })).toEqual([
    { table: 'stock', read: 0, write: 1 },
    { table: 'stock', read: 0, write: 1 },
  ]);
});

it('charges nothing for what was not carried out at all', () => {
  expect(charges('PutItem', { TableName: 'stock' }, { __type: 'x#ValidationException' }, 400)).toEqual([]);
});
