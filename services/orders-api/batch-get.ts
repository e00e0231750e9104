// BatchGetItem, with what DynamoDB left unprocessed asked for again: bounded attempts, full jitter between them.
import { setTimeout as delay } from 'node:timers/promises';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { fullJitter } from '#messaging/backoff.ts';
import { Unavailable } from './http/unavailable.ts';

export type BatchGetDeps = {
  dynamo: Pick<DynamoDBDocumentClient, 'send'>;
  random: () => number;
};

type Requests = NonNullable<BatchGetCommandInput['RequestItems']>;
type Found = Map<string, Record<string, unknown>[]>;

/** Keys that one call may ask for, over all tables. */
export const maxBatchKeys = 100;

const attempts = 5;
const wait = { baseMs: 20, capMs: 500 };

/**
 * Items by table; a key without an item is left out. At most `maxBatchKeys` keys in all.
 * @throws Unavailable when DynamoDB still leaves keys unprocessed after all attempts
 */
export const batchGet = async ({ dynamo, random }: BatchGetDeps, requests: Requests): Promise<Found> => {
  const found: Found = new Map();
  let RequestItems = requests;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await delay(fullJitter(attempt, wait.baseMs, wait.capMs, random));
    const { Responses = {}, UnprocessedKeys = {} } = await dynamo.send(new BatchGetCommand({ RequestItems }));
    for (const [table, items] of Object.entries(Responses))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    if (Object.keys(UnprocessedKeys).length === 0) return found;
    RequestItems = UnprocessedKeys;
  }
  throw new Unavailable(`DynamoDB left keys unprocessed ${attempts} times`);
};
