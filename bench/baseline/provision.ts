// Builds the textbook's queues, topics, subscriptions and tables on an emulator, and stocks its catalogue.
import { CreateTableCommand, ResourceInUseException, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Aws } from '#platform/aws.ts';
import {
  deadLetterQueues,
  type QueueName,
  queueNames,
  queueSettings,
  subscriptions,
  type TableName,
  type TopicName,
  tableNames,
  tableSettings,
  topicNames,
} from './topology.ts';

/** `price` in minor units, `stock` in units. */
type StockedProduct = { productId: string; name: string; price: number; stock: number };

/** Idempotent; products that are there are put again, with the stock that is given. */
export const provisionBaseline = async (aws: Aws, products: readonly StockedProduct[]): Promise<void> => {
  await Promise.all([provisionMessaging(aws), ...tableNames.map((table) => createTable(aws, table))]);
  await stockProducts(aws, products);
};

/** Everything is named by one prefix, whatever it is. */
const prefixed = (aws: Aws, name: string): string => aws.queueName(name);

const provisionMessaging = async (aws: Aws): Promise<void> => {
  const topicArns = new Map<TopicName, string>();
  for (const topic of topicNames) topicArns.set(topic, await createTopic(aws, topic));
  const arnsTo = (queue: QueueName) =>
    subscriptions.filter((one) => one.queue === queue).map(({ topic }) => topicArns.get(topic) ?? '');
  const queueArns = new Map<QueueName, string>();
  for (const queue of queueNames) queueArns.set(queue, await createQueue(aws, queue, arnsTo(queue)));
  for (const { topic, queue, filter } of subscriptions)
    await aws.sns.send(
      new SubscribeCommand({
        TopicArn: topicArns.get(topic),
        Protocol: 'sqs',
        Endpoint: queueArns.get(queue),
        Attributes: { RawMessageDelivery: 'true', FilterPolicy: JSON.stringify(filter) },
      }),
    );
};

const createTopic = async (aws: Aws, topic: TopicName): Promise<string> => {
  const { TopicArn } = await aws.sns.send(new CreateTopicCommand({ Name: prefixed(aws, topic) }));
  return TopicArn ?? '';
};

const secondsPerDay = 86_400;

/** With its dead-letter queue. Answers the queue's ARN. */
const createQueue = async (aws: Aws, queue: QueueName, topicArns: string[]): Promise<string> => {
  const { visibilityTimeoutSeconds, maxReceiveCount, retentionDays } = queueSettings;
  const deadLetterTargetArn = await createPlainQueue(aws, queue + deadLetterQueues.suffix, {
    MessageRetentionPeriod: String(deadLetterQueues.retentionDays * secondsPerDay),
  });
  return createPlainQueue(aws, queue, {
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(retentionDays * secondsPerDay),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    ...(topicArns.length > 0 && { Policy: policyFor(topicArns) }),
  });
};

const createPlainQueue = async (
  { sqs, queueName }: Aws,
  name: string,
  Attributes: Record<string, string>,
): Promise<string> => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: queueName(name), Attributes }));
  const AttributeNames = ['QueueArn' as const];
  const { Attributes: created } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return created?.QueueArn ?? '';
};

const policyFor = (topicArns: string[]): string => {
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: '*',
    Condition: { ArnEquals: { 'aws:SourceArn': [...new Set(topicArns)] } },
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
};

const createTable = async (aws: Aws, table: TableName): Promise<void> => {
  const TableName = prefixed(aws, table);
  const { key, indexes = {} } = tableSettings(table);
  const names = [key, ...Object.values(indexes).flatMap(({ partition, sort }) => [partition, sort])];
  const GlobalSecondaryIndexes = Object.entries(indexes).map(([IndexName, { partition, sort }]) => ({
    IndexName,
    KeySchema: [
      { AttributeName: partition, KeyType: 'HASH' as const },
      { AttributeName: sort, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'KEYS_ONLY' as const },
  }));
  const command = new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [...new Set(names)].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    ...(GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes }),
  });
  await aws.dynamo.send(command).catch(ignoreExisting);
  await waitUntilTableExists({ client: aws.dynamo, maxWaitTime: 60 }, { TableName });
};

const ignoreExisting = (error: unknown): void => {
  if (!(error instanceof ResourceInUseException)) throw error;
};

/** The most that one BatchWriteItem takes. */
const batchSize = 25;

const stockProducts = async (aws: Aws, products: readonly StockedProduct[]): Promise<void> => {
  const table = prefixed(aws, 'InventoryTable');
  for (let start = 0; start < products.length; start += batchSize) {
    const puts = products.slice(start, start + batchSize).map(({ stock, ...product }) => ({
      PutRequest: { Item: { ...product, currency: 'USD', available: stock } },
    }));
    const { UnprocessedItems } = await aws.dynamo.send(
      new BatchWriteCommand({ RequestItems: { [table]: puts } }),
    );
    if (Object.keys(UnprocessedItems ?? {}).length > 0)
      throw new Error(`${table} did not take every product`);
  }
};
