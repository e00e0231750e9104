// The outbox's relay: publishes each row by one Publish and deletes it by one DeleteItem. It is handed what this process
// has just committed; a slow poll finds what a process left behind that died in between.
import { PublishCommand } from '@aws-sdk/client-sns';
import { DeleteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';

export type OutboxRow = { id: string; type: string; outcome?: string; body: string; createdAt: string };

type Relay = {
  /** Publishes beside the caller; a row that fails stays for the poll. */
  publish: (row: OutboxRow) => void;
  stop: () => Promise<void>;
};

/** Rows at once; beyond, they wait in the table for the poll. */
const maxInFlight = 100;
const pollMs = 5_000;
/** Younger rows are being published by whoever committed them. */
const leftBehindAfterMs = 10_000;

export const createRelay = (context: Context, place: { tableName: string; topicArn: string }): Relay => {
  const inFlight = new Map<string, Promise<void>>();

  const publish = (row: OutboxRow): void => {
    if (inFlight.has(row.id) || inFlight.size >= maxInFlight) return;
    const publishing = publishAndDelete(context, place, row).catch((err: unknown) => {
      context.log.error({ err, type: row.type }, 'not published yet: will be tried again');
    });
    inFlight.set(
      row.id,
      publishing.finally(() => inFlight.delete(row.id)),
    );
  };

  const poll = async (): Promise<void> => {
    for (const row of await readLeftBehind(context, place.tableName)) publish(row);
  };
  const polling = repeat(poll, (err) => context.log.error({ err }, 'outbox not read'));

  return {
    publish,
    stop: async () => {
      await polling.stop();
      await Promise.all(inFlight.values());
    },
  };
};

const publishAndDelete = async (
  { aws }: Context,
  { tableName, topicArn }: { tableName: string; topicArn: string },
  { id, type, outcome, body }: OutboxRow,
): Promise<void> => {
  const MessageAttributes = {
    type: { DataType: 'String', StringValue: type },
    ...(outcome && { outcome: { DataType: 'String', StringValue: outcome } }),
  };
  await aws.sns.send(new PublishCommand({ TopicArn: topicArn, Message: body, MessageAttributes }));
  await aws.dynamo.send(new DeleteCommand({ TableName: tableName, Key: { id } }));
};

/** One page: what is left is for the next poll. */
const readLeftBehind = async ({ aws }: Context, TableName: string): Promise<OutboxRow[]> => {
  const { Items } = await aws.dynamo.send(
    new ScanCommand({
      TableName,
      FilterExpression: 'createdAt < :before',
      ExpressionAttributeValues: { ':before': new Date(Date.now() - leftBehindAfterMs).toISOString() },
    }),
  );
  return (Items ?? []) as OutboxRow[];
};

/** At once, and again `pollMs` after each end. */
const repeat = (work: () => Promise<void>, failed: (error: unknown) => void): Pick<Relay, 'stop'> => {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const run = async (): Promise<void> => {
    await work().catch(failed);
    if (!isStopped) timer = setTimeout(next, pollMs);
  };
  let running = Promise.resolve();
  const next = (): void => {
    running = run();
  };
  next();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
};
