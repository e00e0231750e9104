// How fast a queue is consumed when the handler does nothing: the layer around it alone. Waybill's, beside two libraries.
import { GetQueueUrlCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { encode } from '#messaging/envelope.ts';
import { orderCreated } from '#test/messages.ts';
import { provision } from '../../localstack/provision.ts';
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { withAws } from '../support/aws.ts';
import { type ContenderName, contenderNames, startConsumer } from '../support/consumers/consumer-process.ts';
import { consumedQueue } from '../support/consumers/contender.ts';
import { startEmulators } from '../support/emulators.ts';
import { cpuMsOf } from '../support/process-cpu.ts';
import { type CountingProxy, startProxy } from '../support/proxy/proxy.ts';
import { commonVariables } from '../support/site.ts';
import { figure, tableOf } from '../support/table.ts';

/** Entries of a batch; batches on the wire at once. */
const batchSize = 10;
const atOnce = 20;

type Result = { perSecond: number; cpuMicroseconds: number };
type Place = { proxy: CountingProxy; variables: Record<string, string>; queueUrl: string; sqs: SQSClient };

export const consumers = async ({ options, say, note }: BenchContext): Promise<Metric[]> => {
  const messages = options.quick ? 400 : 2_000;
  const results = await withQueue(async (place) => {
    const measured: [ContenderName, Result][] = [];
    for (const name of contenderNames) {
      say(`${messages} messages, consumed by ${name}`);
      measured.push([name, await measure(place, name, messages)]);
    }
    return measured;
  });
  note(describe(results));
  const { waybill, ...others } = Object.fromEntries(results) as Record<ContenderName, Result>;
  return Object.entries(others).map(([name, { perSecond }]) =>
    metricOf({
      metric: `no-op consumer, beside ${name}`,
      unit: 'messages/s',
      figures: { textbook: perSecond, waybill: waybill.perSecond },
      budget: 'none',
      isMoreBetter: true,
    }),
  );
};

const describe = (results: [string, Result][]): string =>
  tableOf([
    ['a no-op consumer in one process', 'messages/s', 'µs of CPU a message'],
    ...results.map(([name, { perSecond, cpuMicroseconds }]) => [
      `  ${name}`,
      figure(perSecond),
      figure(cpuMicroseconds),
    ]),
  ]);

/** An AWS with the queue, and the proxy before it. */
const withQueue = async <Result>(work: (place: Place) => Promise<Result>): Promise<Result> => {
  const emulators = await startEmulators();
  const { proxy, variables } = await startProxy(emulators.endpoints);
  const direct = { ...emulators.endpoints, ...commonVariables };
  try {
    return await withAws(direct, async (aws, env) => {
      await provision({ env, aws });
      const { QueueUrl: queueUrl = '' } = await aws.sqs.send(
        new GetQueueUrlCommand({ QueueName: aws.queueName(consumedQueue) }),
      );
      return work({ proxy, variables: { ...variables, ...commonVariables }, queueUrl, sqs: aws.sqs });
    });
  } finally {
    await Promise.all([proxy.stop(), emulators.stop()]);
  }
};

const measure = async (place: Place, name: ContenderName, messages: number): Promise<Result> => {
  const { proxy, variables, queueUrl } = place;
  const consumer = startConsumer();
  try {
    await proxy.call('closeGate');
    await consumer.call('start', name, variables, queueUrl);
    const warmUp = messages / 4;
    await fill(place, warmUp);
    await proxy.call('openGate');
    await consumer.call('handledUntil', warmUp);
    await proxy.call('closeGate');
    await fill(place, messages);
    const cpuBefore = cpuMsOf(consumer.pid);
    const startedAt = Date.now();
    await proxy.call('openGate');
    const lastAt = await consumer.call('handledUntil', warmUp + messages);
    const cpuMs = cpuMsOf(consumer.pid) - cpuBefore;
    return {
      perSecond: (messages * 1_000) / (lastAt - startedAt),
      cpuMicroseconds: (cpuMs * 1_000) / messages,
    };
  } finally {
    await consumer.stop();
  }
};

const fill = async ({ sqs, queueUrl }: Place, messages: number): Promise<void> => {
  let batches = Math.ceil(messages / batchSize);
  const sender = async () => {
    while (batches > 0) {
      batches -= 1;
      const Entries = Array.from({ length: batchSize }, (_, index) => entryOf(String(index)));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
};

const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';

const entryOf = (Id: string) => {
  const { body, attributes } = encode(orderCreated(), 'bench', traceparent);
  const texts = Object.entries(attributes).map(([name, StringValue]) => [
    name,
    { DataType: 'String', StringValue },
  ]);
  return { Id, MessageBody: body, MessageAttributes: Object.fromEntries(texts) };
};
