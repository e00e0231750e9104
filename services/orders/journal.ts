// OrderJournalTable: names each order by the second in which it was accepted. This service alone writes it, and never changes
// an entry. Orders that are stored at the same moment share one.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { entriesOf, maxEntryOrders, type OrderKey } from '#contracts/order-journal.ts';
import { createBatcher } from '#platform/batcher.ts';
import type { Runtime } from '#platform/runtime.ts';

/** Resolves once the order is in the journal, where it may be twice. @throws Error when that is not known */
export type EnterIntoJournal = (key: OrderKey) => Promise<void>;

export const createJournal = ({ aws, timers }: Pick<Runtime, 'aws' | 'timers'>): EnterIntoJournal => {
  const { dynamo, tableName } = aws;
  const TableName = tableName('OrderJournalTable');
  const { add } = createBatcher<OrderKey>({
    target: 'OrderJournalTable',
    limits: { entries: maxEntryOrders },
    send: async (keys) => {
      // An entry is named by its orders: a second attempt writes the same again.
      const puts = entriesOf(keys).map((Item) => dynamo.send(new PutCommand({ TableName, Item })));
      await Promise.all(puts);
      return keys.map(() => undefined);
    },
    timers,
  });
  return add;
};
