// Reads a journal of orders page by page, oldest first.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type JournalEntry, keysIn, maxEntryOrders, type OrderKey } from '#contracts/order-journal.ts';
import type { Aws } from '#platform/aws.ts';
import { maxBatchKeys } from '#platform/batch-get.ts';

type Range = {
  journal: string;
  /** ISO 8601, to the second, as `before`: what was accepted earlier is left out. */
  from: string;
  /** What was accepted in this second, or later, is left out. */
  before: string;
  /** The entryKey after which the page begins. */
  after: string | undefined;
};

/** Each key once. `last` is the last entryKey; `isFull` says that more may follow. */
type JournalPage = { keys: OrderKey[]; last: string | undefined; isFull: boolean };

export type FindJournalPage = (range: Range, signal: AbortSignal) => Promise<JournalPage>;

/** They name as many orders as one BatchGetItem may ask for, at most. */
const entriesAtOnce = maxBatchKeys / maxEntryOrders;

export const journalPages =
  ({ dynamo, tableName }: Pick<Aws, 'dynamo' | 'tableName'>): FindJournalPage =>
  async ({ journal, from, before, after }, abortSignal) => {
    // A clock that was set back, or a longer deadline: DynamoDB refuses a range that ends before it begins.
    if ((after ?? from) >= before) return { keys: [], last: undefined, isFull: false };
    const command = new QueryCommand({
      TableName: tableName('OrderJournalTable'),
      Limit: entriesAtOnce,
      KeyConditionExpression: 'journal = :journal AND entryKey BETWEEN :from AND :before',
      ExpressionAttributeValues: { ':journal': journal, ':from': from, ':before': before },
      ...(after !== undefined && { ExclusiveStartKey: { journal, entryKey: after } }),
    });
    const { Items = [] } = await dynamo.send(command, { abortSignal });
    const entries = Items as JournalEntry[];
    const keys = new Map(entries.flatMap(keysIn).map((key) => [key.orderId, key]));
    const last = entries.at(-1)?.entryKey;
    return { keys: [...keys.values()], last, isFull: entries.length === entriesAtOnce };
  };
