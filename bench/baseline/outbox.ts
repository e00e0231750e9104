// The transactional outbox: state and the event that tells of it are committed together; a relay publishes the event.
import type { Context } from './context.ts';
import type { Event } from './events.ts';
import { createRelay, type OutboxRow } from './relay.ts';
import type { TableName, TopicName } from './topology.ts';
import { type Committed, transact, type Writes } from './transaction.ts';

export type Outbox = {
  /** All writes and the event, or none. Resolves when committed; publishing goes on beside. */
  commit: (writes: Writes, event: Event) => Promise<Committed>;
  /** Resolves when what this process committed is published. */
  stop: () => Promise<void>;
};

type Place = { table: TableName; topic: TopicName };

export const createOutbox = (context: Context, { table, topic }: Place): Outbox => {
  const TableName = context.tableName(table);
  const relay = createRelay(context, { tableName: TableName, topicArn: context.topicArn(topic) });
  return {
    commit: async (writes, event) => {
      const row = rowOf(event);
      const result = await transact(context, [...writes, { Put: { TableName, Item: row } }]);
      if (result.committed) relay.publish(row);
      return result;
    },
    stop: relay.stop,
  };
};

const rowOf = (event: Event): OutboxRow => ({
  id: event.id,
  type: event.type,
  ...(event.outcome && { outcome: event.outcome }),
  body: JSON.stringify(event),
  createdAt: event.at,
});
