// Reads services/topology.json, the one truth about queues, topics, subscriptions, tables and services, as types.
import topology from '../../topology.json' with { type: 'json' };

type Topology = typeof topology;
export type QueueName = keyof Topology['queues'];
export type TopicName = keyof Topology['topics'];
export type TableName = keyof Topology['tables'];
/** Tables whose items have one string for a key. */
export type KeyedTableName = {
  [Name in TableName]: Topology['tables'][Name]['key'] extends { sort: string } ? never : Name;
}[TableName];
export type ServiceName = keyof Topology['services'];

type QueueSettings = {
  /** What may be sent straight to the queue, beside what its subscriptions bring. */
  commands?: string[];
  /** The queue brings none of our messages but this, which AWS writes, by way of a topic that is made on AWS alone. */
  foreign?: { message: string; topic: string };
  visibilityTimeoutSeconds: number;
  maxReceiveCount: number;
  retentionDays: number;
};
export type IndexSettings = { partition: string; sort: string; projection: string };
export type TableSettings = {
  key: { partition: string; sort?: string };
  indexes?: Record<string, IndexSettings>;
  expiresAt?: string;
};

export { topology };
export const queueNames = Object.keys(topology.queues) as QueueName[];
export const topicNames = Object.keys(topology.topics) as TopicName[];
export const tableNames = Object.keys(topology.tables) as TableName[];
export const serviceNames = Object.keys(topology.services) as ServiceName[];

export const queueSettings = (queue: QueueName): QueueSettings => topology.queues[queue];
export const tableSettings = (table: TableName): TableSettings => topology.tables[table];
export const deadLetterQueueOf = (queue: QueueName): string => queue + topology.deadLetterQueues.suffix;

/** Those that bring our own messages. */
export const ownQueueNames = queueNames.filter((queue) => queueSettings(queue).foreign === undefined);

/** The topic that carries an event type. @throws Error when topology.json gives it to none */
export const topicOf = (type: string): TopicName => {
  const topic = topicNames.find((name) => (topology.topics[name].events as string[]).includes(type));
  if (!topic) throw new Error(`No topic in services/topology.json lists the event ${type}`);
  return topic;
};
