import { expect, it } from 'vitest';
import { isWriting, itemBytes, touches, writesOf } from './writes.ts';

const text = (value: string) => ({ S: value });
const writes = (action: string, request: object) => writesOf(action, JSON.stringify(request));

it('finds the writes of single requests, of batches and of transactions', () => {
  expect(writes('UpdateItem', { TableName: 'stock', Key: { id: text('product#p1') } })).toEqual([
    { table: 'stock', strings: ['product#p1'] },
  ]);
  const batch = {
    RequestItems: {
      stock: [{ PutRequest: { Item: { id: text('a') } } }, { DeleteRequest: { Key: { id: text('b') } } }],
    },
  };
  expect(writes('BatchWriteItem', batch).map(({ strings }) => strings)).toEqual([['a'], ['b']]);
  const transaction = {
    TransactItems: [
      { Put: { TableName: 'orders', Item: { id: text('o1') } } },
      { ConditionCheck: { TableName: 'stock', Key: { id: text('p1') } } },
    ],
  };
  expect(writes('TransactWriteItems', transaction).map(({ table }) => table)).toEqual(['orders', 'stock']);
});

it('finds the writes of PartiQL, by parameter and by literal', () => {
  const statements = [
    { Statement: 'UPDATE "stock" SET n = n - ? WHERE id = ?', Parameters: [{ N: '1' }, text('product#p1')] },
    { Statement: `INSERT INTO "orders" VALUE {'id': 'o1'}` },
  ];
  expect(writes('BatchExecuteStatement', { Statements: statements })).toEqual([
    { table: 'stock', strings: ['product#p1'] },
    { table: 'orders', strings: ['id', 'o1'] },
  ]);
});

it('takes reads for no writes', () => {
  expect(writes('GetItem', { TableName: 'stock', Key: { id: text('p1') } })).toEqual([]);
  expect(isWriting('BatchExecuteStatement', '{"Statements":[{"Statement":"SELECT * FROM stock"}]}')).toBe(
    false,
  );
});

it('knows an item by a part of its key, not by what it mentions', () => {
  const write = (value: string) => ({ table: 'stock', strings: [value] });
  expect(touches(write('hot-sku'), 'hot-sku')).toBe(true);
  expect(touches(write('product#hot-sku#3'), 'hot-sku')).toBe(true);
  expect(touches(write('[{"productId":"hot-sku"}]'), 'hot-sku')).toBe(false);
});

it('measures an item by DynamoDB rules', () => {
  expect(itemBytes({ id: text('abcd'), n: { N: '123' }, on: { BOOL: true } })).toBe(2 + 4 + 1 + 3 + 2 + 1);
  expect(itemBytes({ m: { M: { a: text('b') } }, l: { L: [text('cd')] } })).toBe(1 + 3 + 2 + 1 + 3 + 3);
});
