// The customers, in a process of their own: they post orders to a system, and can measure a bare send beside it.
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { answerCalls, type Helper, startHelper } from '../helper-process.ts';
import { type OrderKind, orderOf } from '../orders.ts';
import { createPost } from './customer.ts';
import { closedLoop, openLoop } from './generators.ts';

type Target = { endpoint: string; queueUrl: string };
type Orders = { url: string; kind: OrderKind; firstIndex: number };

const posts = new Map<string, ReturnType<typeof createPost>>();

/** @throws Error when an order is not accepted */
const poster = ({ url, kind, firstIndex }: Orders) => {
  const post = posts.get(url) ?? createPost(url);
  posts.set(url, post);
  return async (index: number) => {
    const status = await post(orderOf(kind, firstIndex + index));
    if (status !== 202) throw new Error(`${url}/orders answered ${status}`);
  };
};

const senders = new Map<string, SQSClient>();

const createSender = (endpoint: string): SQSClient => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new SQSClient({ endpoint, region: 'us-east-1', credentials });
};

const sender = ({ endpoint, queueUrl }: Target) => {
  const sqs = senders.get(endpoint) ?? createSender(endpoint);
  senders.set(endpoint, sqs);
  const command = { QueueUrl: queueUrl, MessageBody: 'x'.repeat(1_024) };
  return async () => {
    await sqs.send(new SendMessageCommand(command));
  };
};

const methods = {
  /** As fast as the system takes them, `concurrency` at once. */
  placeAll: (orders: Orders, count: number, concurrency: number) =>
    closedLoop(count, concurrency, poster(orders)),
  placeAtRate: (orders: Orders, ratePerSecond: number, seconds: number) =>
    openLoop(ratePerSecond, seconds, poster(orders)),
  /** One message a call with the plain SDK: what accepting an order can at best take. */
  sendAtRate: (target: Target, ratePerSecond: number, seconds: number) =>
    openLoop(ratePerSecond, seconds, sender(target)),
  sendAll: (target: Target, count: number, concurrency: number) =>
    closedLoop(count, concurrency, sender(target)),
};

export type Customers = Helper<typeof methods>;

export const startCustomers = (): Customers => startHelper<typeof methods>(import.meta.filename);

if (import.meta.main) answerCalls(methods);
