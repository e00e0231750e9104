// Products on a real DynamoDB: what its expressions do, not what they look like.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/test-aws.ts';
import { createProductReader } from './product-reader.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test.stop());

describe('products', () => {
  it('are found and listed in order, reservations apart', async () => {
    await test.stock({ b: 2, a: 1, c: 0 });
    const { aws } = test.runtime;
    const reservation = { id: 'reservation#x', orderId: 'x' };
    await aws.dynamo.send(new PutCommand({ TableName: aws.tableName('InventoryTable'), Item: reservation }));
    const reader = createProductReader(test.runtime);
    expect(await reader.list({ limit: 2 })).toEqual(['a', 'b']);
    expect(await reader.list({ limit: 2, after: 'b' })).toEqual(['c']);
    const found = await reader.find(['a', 'c', 'none']);
    expect([...found.values()].map(({ productId, available }) => [productId, available]).sort()).toEqual([
      ['a', 1],
      ['c', 0],
    ]);
    expect(await reader.find([])).toEqual(new Map());
  });
});
