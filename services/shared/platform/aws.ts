// The AWS clients of a process, and the names of what they reach. One place for endpoints, deadlines, retries and sockets.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Env } from './env.ts';
import { marshallOptions } from './fast-path/dynamodb-wires.ts';
import { withFastPath } from './fast-path/fast-path.ts';
import { QuickSha256 } from './fast-path/quick-sha256.ts';
import type { SdkClient } from './fast-path/straight-call.ts';
import { dynamoWires, sesWires, snsWires, sqsWires, type Wires } from './fast-path/wires.ts';
import type { Logger } from './logger.ts';
import type { TableName, TopicName } from './topology.ts';

/** Milliseconds, for one attempt of one call; a handler's deadline bounds all its calls together. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 5_000 };
const mailTimeoutMs = 15_000;
const maxAttempts = 3;
const maxSockets = 256;

const httpHandler = (requestTimeout: number) =>
  new NodeHttpHandler({
    connectionTimeout: timeouts.connectionTimeout,
    requestTimeout,
    throwOnRequestTimeout: true,
    // The request timeout ends with the headers; a body that stalls must not hold a consumer for ever either.
    socketTimeout: requestTimeout,
    httpAgent: { keepAlive: true, maxSockets },
    httpsAgent: { keepAlive: true, maxSockets },
  });

/** With an endpoint of its own, `endpoint` must be literal: from AWS_ENDPOINT_URL alone the SDK calls the QueueUrl's host. */
const clientConfig = (env: Env, endpoint: string | undefined, requestTimeout = timeouts.requestTimeout) => ({
  region: env.AWS_REGION,
  maxAttempts,
  requestHandler: httpHandler(requestTimeout),
  sha256: QuickSha256,
  ...(endpoint && { endpoint }),
});

/**
 * A client's middleware does not change from call to call. lib-dynamodb's does, and refuses this; and the SDK forgets it with
 * every call that brings options, such as a signal.
 */
const resolvedOnce = { cacheMiddleware: true };

/** Spare each call what serves nobody here: copies of input and output for a logger that is not set, and Lambda's trace. */
const unused = ['loggerMiddleware', 'recursionDetectionMiddleware'];

const lean = <Client extends { middlewareStack: { remove: (name: string) => boolean } }>(
  client: Client,
): Client => {
  for (const middleware of unused) client.middlewareStack.remove(middleware);
  return client;
};

type Given = { env: Env; log: Pick<Logger, 'warn'> | undefined };

/** What an order is made of takes the fast path, unless AWS_CALLS says otherwise. */
const quick = <Client extends SdkClient>(
  client: Client,
  { env, log }: Given,
  endpoint: string | undefined,
  wires: Wires,
): Client => {
  if (env.AWS_CALLS === 'sdk') return client;
  const onDistrust = (command: string, miss: string) =>
    log?.warn(
      { command, miss },
      'fast path failed five times in a row: the SDK makes the calls for a minute',
    );
  return withFastPath(client, { endpoint, wires, onDistrust });
};

const sqsClient = (given: Given, requestTimeout?: number) => {
  const endpoint = given.env.AWS_ENDPOINT_URL_SQS ?? given.env.AWS_ENDPOINT_URL;
  const config = { ...clientConfig(given.env, endpoint, requestTimeout), ...resolvedOnce };
  return quick(lean(new SQSClient({ ...config, md5: false })), given, endpoint, sqsWires);
};

const snsClient = (given: Given) => {
  const endpoint = given.env.AWS_ENDPOINT_URL_SNS ?? given.env.AWS_ENDPOINT_URL;
  const client = lean(new SNSClient({ ...clientConfig(given.env, endpoint), ...resolvedOnce }));
  return quick(client, given, endpoint, snsWires);
};

/** One attempt: a mail that was sent again because its answer was lost is a second mail. Its sender decides when to stop waiting. */
const sesClient = (given: Given) => {
  const endpoint = given.env.AWS_ENDPOINT_URL_SESV2 ?? given.env.AWS_ENDPOINT_URL;
  const client = lean(
    new SESv2Client({ ...clientConfig(given.env, endpoint, mailTimeoutMs), maxAttempts: 1 }),
  );
  return quick(client, given, endpoint, sesWires);
};

const dynamoClients = (given: Given) => {
  const endpoint = given.env.AWS_ENDPOINT_URL_DYNAMODB ?? given.env.AWS_ENDPOINT_URL;
  const client = lean(new DynamoDBClient(clientConfig(given.env, endpoint)));
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions });
  return {
    /** What holds the connections. */
    client,
    documents: quick(documents, given, endpoint, dynamoWires),
  };
};

/** Where events go over SNS nothing of this is loaded: start-up and memory count on a quarter of a core. */
const eventBridgeClient = async (env: Env): Promise<EventBridgeClient> => {
  const { EventBridgeClient } = await import('@aws-sdk/client-eventbridge');
  const endpoint = env.AWS_ENDPOINT_URL_EVENTBRIDGE ?? env.AWS_ENDPOINT_URL;
  return lean(new EventBridgeClient({ ...clientConfig(env, endpoint), ...resolvedOnce }));
};

/** Of the bus that carries events with ROUTER=eventbridge. */
export const eventBusName = (env: Pick<Env, 'EVENT_BUS' | 'RESOURCE_PREFIX'>): string =>
  env.EVENT_BUS ?? `${env.RESOURCE_PREFIX}events`;

export type Aws = ReturnType<typeof createAws>;

/** Clients that share one configuration. `sqsReceiver` alone may wait as long as a long poll lasts. */
export const createAws = (env: Env, log?: Pick<Logger, 'warn'>) => {
  const given = { env, log };
  const { client: dynamo, documents } = dynamoClients(given);
  const clients = {
    sqs: sqsClient(given),
    sqsReceiver: sqsClient(given, env.RECEIVE_WAIT_SECONDS * 1_000 + timeouts.requestTimeout),
    sns: snsClient(given),
    ses: sesClient(given),
    dynamo: documents,
  };
  let eventBridge: Promise<EventBridgeClient> | undefined;
  return {
    ...clients,
    /** Made when it is first asked for. */
    eventBridge: (): Promise<EventBridgeClient> => {
      eventBridge ??= eventBridgeClient(env);
      return eventBridge;
    },
    eventBus: eventBusName(env),
    queueName: (queue: string) => env.RESOURCE_PREFIX + queue,
    tableName: (table: TableName) => env.RESOURCE_PREFIX + table,
    topicArn: (topic: TopicName) =>
      `arn:aws:sns:${env.AWS_REGION}:${env.AWS_ACCOUNT_ID}:${env.RESOURCE_PREFIX}${topic}`,
    close: () => {
      for (const client of [...Object.values(clients), dynamo]) client.destroy();
      void eventBridge?.then((client) => client.destroy());
    },
  };
};
