// AWS for the simulation: synchronous state machines in memory, at the level of the SDK's commands. They do nothing by
// themselves: time, randomness, delays and failures come from whoever calls them. test/conformance/aws holds them to AWS.
import type { Aws } from '#platform/aws.ts';
import { batchCommands } from './batch-get-command.ts';
import { createFakeMail, type FakeMail } from './fake-mail.ts';
import { createFakeQueues, type FakeQueues } from './fake-queues.ts';
import { createFakeTables, type FakeTables } from './fake-tables.ts';
import { itemCommands } from './item-commands.ts';
import { type Lag, noLag } from './lag.ts';
import { topicArnOf } from './place.ts';
import { queryCommands } from './query-commands.ts';
import { infoCommands } from './queue-info.ts';
import { receiveCommands } from './queue-receive.ts';
import { sendCommands } from './queue-send.ts';
import { settleCommands } from './queue-settle.ts';
import { createQueueStore, type QueueStore } from './queue-store.ts';
import { statementCommands } from './statements.ts';
import { createTables, type Tables } from './tables.ts';
import { topicCommands } from './topics.ts';
import { transactionCommands } from './transactions.ts';

export type FakeAws = {
  /**
   * Runs one command of the SDK at once and returns its output. Reads that need not be consistent lag behind by `lag`.
   * @throws the SDK's own exceptions; Error naming a command, option or expression that the fakes do not imitate
   */
  run: (command: { input: unknown }, lag?: Lag) => unknown;
  queues: FakeQueues;
  tables: FakeTables;
  mail: FakeMail;
};

type Deps = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Before each queue, topic and table name. */
  prefix?: string;
};

/** With all that services/topology.json names, empty. */
export const createFakeAws = ({ now, random, prefix = '' }: Deps): FakeAws => {
  const store = createQueueStore({ now, random, prefix });
  const tables = createTables(prefix, now);
  const { mail, commands } = createFakeMail();
  const handlers = new Map<unknown, (input: never, lag: Lag) => object>([
    ...tableCommands(tables),
    ...messagingCommands(store, prefix),
    ...commands,
  ]);
  return {
    run: (command, lag = noLag) => {
      const handler = handlers.get(command.constructor);
      if (!handler) throw new Error(`The fakes do not know ${command.constructor.name}`);
      return { ...handler(command.input as never, lag), $metadata };
    },
    queues: createFakeQueues(store),
    tables: createFakeTables(tables, prefix),
    mail,
  };
};

const $metadata = { httpStatusCode: 200, attempts: 1 };

const tableCommands = (tables: Tables) => [
  ...itemCommands(tables),
  ...queryCommands(tables),
  ...batchCommands(tables),
  ...statementCommands(tables),
  ...transactionCommands(tables),
];

const messagingCommands = (store: QueueStore, prefix: string) => [
  ...sendCommands(store),
  ...receiveCommands(store),
  ...settleCommands(store),
  ...infoCommands(store),
  ...topicCommands(store, prefix),
];

type Call = (command: { input: unknown }, options?: { abortSignal?: AbortSignal }) => Promise<unknown>;

/** The clients of a service, as services/shared/platform/aws.ts makes them; each of their calls goes through `call`. */
export const connectAws = (call: Call, prefix = ''): Aws => {
  const client = { send: call, destroy: () => undefined };
  const aws = {
    sqs: client,
    sqsReceiver: client,
    sns: client,
    ses: client,
    dynamo: client,
    queueName: (queue: string) => prefix + queue,
    tableName: (table: string) => prefix + table,
    eventBridge: () => Promise.reject(new Error('The fakes have no EventBridge: the simulation runs on SNS')),
    eventBus: `${prefix}events`,
    topicArn: (topic: string) => topicArnOf(prefix + topic),
    close: () => undefined,
  };
  return aws as unknown as Aws;
};
