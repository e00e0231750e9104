// What becomes of an emulator that forgets, while somebody keeps it as services/topology.json says.
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createRuntime } from '#platform/runtime.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import catalogue from './catalogue.json' with { type: 'json' };
import { keepProvisioned } from './keep-provisioned.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await startTestAws();
});
afterEach(() => aws.stop());

const keep = (runtime = aws.runtime) => {
  const reports: boolean[] = [];
  const { stop } = keepProvisioned(runtime, (isProvisioned) => reports.push(isProvisioned), 20);
  return { stop, reports };
};

const urlOf = async (QueueName: string) =>
  (await aws.runtime.aws.sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;

it.each([
  [
    'a queue',
    async () =>
      aws.runtime.aws.sqs.send(new DeleteQueueCommand({ QueueUrl: await urlOf('payment-queue-dlq') })),
  ],
  ['a table', () => aws.runtime.aws.dynamo.send(new DeleteTableCommand({ TableName: 'InventoryTable' }))],
  [
    'a topic',
    () =>
      aws.runtime.aws.sns.send(
        new DeleteTopicCommand({ TopicArn: aws.runtime.aws.topicArn('order-events') }),
      ),
  ],
])('builds it again when it has forgotten %s', async (_, forget) => {
  const { stop, reports } = keep();
  await expect.poll(() => reports.at(-1)).toBe(true);
  reports.length = 0;
  await forget();
  await expect.poll(() => reports.includes(false)).toBe(true);
  await expect.poll(() => reports.at(-1)).toBe(true);
  await stop();
  expect(await urlOf('payment-queue-dlq')).toEqual(expect.stringContaining('payment-queue-dlq'));
  const products = (await aws.scan('InventoryTable')).filter((item) => 'productId' in item);
  expect(products).toHaveLength(catalogue.length);
});

it('says that nothing is there while the emulator is away, and goes on trying', async () => {
  const nobody = 'http://127.0.0.1:9';
  const { stop, reports } = keep(createRuntime({ ...aws.runtime.env, AWS_ENDPOINT_URL_SQS: nobody }));
  await expect.poll(() => reports.length, { timeout: 15_000 }).toBeGreaterThan(1);
  await stop();
  expect(reports).not.toContain(true);
});
