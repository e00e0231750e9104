// Seconds with more orders than are asked for, on a real DynamoDB.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entriesOf, journals, type OrderKey } from '#contracts/order-journal.ts';
import { startTestAws, type TestAws } from '../../../test/support/test-aws.ts';
import { newestInJournal } from './newest-in-journal.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
});
afterAll(() => test.stop());

const [journal = ''] = journals;
const begin = Date.parse('2026-01-02T03:04:00.000Z');
const keyOf = (ms: number): OrderKey => ({
  orderId: `order-${ms}`,
  createdKey: `${new Date(begin + ms).toISOString()}#order-${ms}`,
});

/** Each in an entry of its own. */
const enter = async (keys: readonly OrderKey[]) => {
  const { dynamo, tableName } = test.runtime.aws;
  for (const key of keys)
    for (const Item of entriesOf([key]))
      await dynamo.send(new PutCommand({ TableName: tableName('OrderJournalTable'), Item }));
};

it('gives the newest in their order, page after page, each once, however entries divide them', async () => {
  const { aws } = test.runtime;
  const keys = [0, 1, 2, 3, 4, 5, 6, 4_000, 8_001, 8_002].map(keyOf);
  await enter(keys);
  // As when its message came again.
  for (const Item of entriesOf(keys.slice(3, 6)))
    await aws.dynamo.send(new PutCommand({ TableName: aws.tableName('OrderJournalTable'), Item }));
  for (const limit of [1, 2, 3, 5, 20]) {
    const found: OrderKey[] = [];
    for (;;) {
      const before = found.at(-1)?.createdKey;
      const page = await newestInJournal(aws, journal, { limit, ...(before && { before }) });
      found.push(...page);
      if (page.length < limit) break;
    }
    expect(found).toEqual(keys.toReversed());
  }
  expect(await newestInJournal(aws, journals[1] ?? '', { limit: 5 })).toEqual([]);
});
