// The newest orders of a journal. Entries sort by second, and the orders of a second lie in several of them, in no order: what
// is returned has whole seconds.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type JournalEntry, keysIn, type OrderKey, secondOf } from '#contracts/order-journal.ts';
import type { Aws } from '#platform/aws.ts';
import type { Wanted } from './order-reader.ts';

type Deps = Pick<Aws, 'dynamo' | 'tableName'>;

/** Reads at most one second more than it needs, however many entries that second has. */
export const newestInJournal = async (
  deps: Deps,
  journal: string,
  { limit, before }: Wanted,
): Promise<OrderKey[]> => {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await newestEntries(deps, journal, limit, entries.at(-1)?.entryKey ?? before);
    entries.push(...page);
    const isEnd = page.length < limit;
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

/** Newest first, each order once: an entry was written again when its orders' messages came again. */
const sorted = (keys: readonly OrderKey[]): OrderKey[] =>
  [...new Map(keys.map((key) => [key.createdKey, key])).values()].sort((a, b) =>
    a.createdKey > b.createdKey ? -1 : 1,
  );
