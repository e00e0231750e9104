import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { createAws } from './aws.ts';
import { readEnv } from './env.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const listen = async (answer: (url: string) => string) => {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0').end(answer(request.url ?? ''));
  });
  stops.push(() => server.close());
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const credentials = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
const GetAttributes = new GetQueueAttributesCommand({
  // The host that an emulator puts into its QueueUrls, which need not resolve from here.
  QueueUrl: 'http://sqs.us-east-1.nowhere.invalid:4566/000000000000/order-queue',
  AttributeNames: ['All'],
});

describe('the SQS client', () => {
  it('calls the endpoint that is configured, not the host in a QueueUrl', async () => {
    Object.assign(process.env, credentials);
    const url = await listen(() => '{"Attributes":{"VisibilityTimeout":"30"}}');
    for (const variable of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS']) {
      const aws = createAws(readEnv({ [variable]: url }));
      stops.push(aws.close);
      const { Attributes } = await aws.sqs.send(GetAttributes);
      expect(Attributes?.VisibilityTimeout).toBe('30');
    }
  });
});

describe('the names of resources', () => {
  it('carry the prefix of their environment', () => {
    const aws = createAws(readEnv({ RESOURCE_PREFIX: 'dev-', AWS_ACCOUNT_ID: '123456789012' }));
    stops.push(aws.close);
    expect(aws.queueName('order-queue')).toBe('dev-order-queue');
    expect(aws.tableName('OrdersTable')).toBe('dev-OrdersTable');
    expect(aws.topicArn('order-events')).toBe('arn:aws:sns:us-east-1:123456789012:dev-order-events');
  });
});
