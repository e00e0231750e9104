// Dead letters on a real AWS whose queues nobody consumes, for tests: every message stays where it was put.
import { PurgeQueueCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Runtime } from '#platform/runtime.ts';
import { newOrderId } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createOperations } from '../operations.ts';
import { createQueueUrls } from '../queue-urls.ts';

export const queue = 'payment-queue';
const deadLetters = `${queue}-dlq`;

/** Never aborts. */
export const { signal } = new AbortController();

/** Starts the AWS before the file's tests and stops it after; empties the queue after each. */
export const useDeadLetters = () => {
  let aws: TestAws | undefined;
  const started = (): TestAws => {
    if (!aws) throw new Error('The AWS of the test has not started');
    return aws;
  };
  const tools = () => createQueueTools(started().runtime);

  beforeAll(async () => {
    aws = await startTestAws();
  });
  afterEach(async () => {
    const { aws: clients } = started().runtime;
    const urlOf = createQueueUrls(clients);
    for (const name of [queue, deadLetters])
      await clients.sqs.send(new PurgeQueueCommand({ QueueUrl: await urlOf(name) }));
  });
  afterAll(() => aws?.stop());

  return {
    runtime: () => started().runtime,
    tools,
    /** Puts a message into the dead-letter queue, as the messaging layer does; resolves with its orderId. */
    bury: async (subject = newOrderId(), attributes: Record<string, string> = {}) => {
      const body = JSON.stringify({ type: 'OrderCreated', subject, data: {} });
      const failure = { failureReason: 'Permanent: never', failedMessageId: `was-${subject}` };
      await tools().sendBody(deadLetters, body, { type: 'OrderCreated', ...failure, ...attributes });
      return subject;
    },
    /** Puts as many messages there as are asked for. */
    buryMany: (count: number) => sendMany(started().runtime.aws, count),
    /** The orderIds of all dead letters that an operator can see, sorted. */
    listed: async () => {
      const operations = createOperations(started().runtime);
      const found = await operations.deadLetters({ queue, limit: 1_000, signal });
      return found.deadLetters.map(({ subject }) => subject).sort();
    },
    depth: () => tools().depth(deadLetters),
    /** What was recorded about an order. */
    records: async (subject: string) =>
      (await started().scan('AuditTable')).filter((record) => record.subject === subject),
    /** The runtime, but with calls of one kind failing: those that `fails` picks by their number, from 1. */
    failing: (client: Client, command: object, fails?: (call: number) => boolean) =>
      failing(started().runtime, client, command, fails),
  };
};

/** Ten a call. */
const sendMany = async (aws: Runtime['aws'], count: number): Promise<void> => {
  const QueueUrl = await createQueueUrls(aws)(deadLetters);
  const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody: '{}' }));
  for (let sent = 0; sent < count; sent += 10)
    await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: Entries.slice(0, count - sent) }));
};

type Client = 'sqs' | 'sqsReceiver' | 'dynamo';

const failing = (
  runtime: Runtime,
  client: Client,
  command: object,
  fails = (_call: number) => true,
): Runtime => {
  const real = runtime.aws[client];
  let calls = 0;
  const send = (given: { constructor: unknown }, ...rest: unknown[]) => {
    if (given.constructor === command && fails(++calls)) return Promise.reject(new Error('AWS is away'));
    return Reflect.apply(real.send, real, [given, ...rest]);
  };
  const broken = Object.assign(Object.create(real), { send });
  return { ...runtime, aws: { ...runtime.aws, [client]: broken } };
};
