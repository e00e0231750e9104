// The newest orders of a journal. Entries sort by second, and the orders of a second lie in several of them, in no order: what
// is returned has whole seconds.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type JournalEntry, keysIn, type OrderKey, secondOf } from '#contracts/order-journal.ts';
import type { Aws } from '#platform/aws.ts';
import type { Wanted } from './order-reader.ts';

type Deps = Pick<Aws, 'dynamo' | 'tableName'>;

/** What a query reads once the first, which was to be small, was not enough: some 50 KB. */
const entriesAtOnce = 100;

/** Ends once it has as many seconds as it needs, the last one to its end: it reads every entry of those. */
export const newestInJournal = async (
  deps: Deps,
  journal: string,
  { limit, before }: Wanted,
): Promise<OrderKey[]> => {
  const entries: JournalEntry[] = [];
  for (let size = limit; ; size = entriesAtOnce) {
    const page = await newestEntries(deps, journal, size, entries.at(-1)?.entryKey ?? before);
    entries.push(...page);
    const isEnd = page.length < size;
    const unfinished = isEnd ? undefined : secondOf(page.at(-1)?.entryKey ?? '');
    const whole = entries.filter(({ entryKey }) => secondOf(entryKey) !== unfinished);
    const keys = sorted(whole.flatMap(keysIn)).filter(({ createdKey }) => !before || createdKey < before);
    if (isEnd || keys.length >= limit) return keys.slice(0, limit);
  }
};

/** The entries of a second sort before what was created in it: `…:05#` comes before `…:05.678Z`. */
const newestEntries = async (
  { dynamo, tableName }: Deps,
  journal: string,
  limit: number,
  before = '~',
): Promise<JournalEntry[]> => {
  const command = new QueryCommand({
    TableName: tableName('OrderJournalTable'),
    Limit: limit,
    ScanIndexForward: false,
    KeyConditionExpression: 'journal = :journal AND entryKey < :before',
    ExpressionAttributeValues: { ':journal': journal, ':before': before },
  });
  const { Items = [] } = await dynamo.send(command);
  return Items as JournalEntry[];
};

/** Newest first, each key once: what its message brought again is in another entry of its second too. */
const sorted = (keys: readonly OrderKey[]): OrderKey[] =>
  [...new Map(keys.map((key) => [key.createdKey, key])).values()].sort((a, b) =>
    a.createdKey > b.createdKey ? -1 : 1,
  );
