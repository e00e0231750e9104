// BatchGetItem, with what DynamoDB left unprocessed asked for again: bounded attempts, full jitter between them.
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { Busy } from './busy.ts';
import { fullJitter } from './full-jitter.ts';
import type { Timers } from './timers.ts';

export type BatchGetDeps = {
  dynamo: Pick<DynamoDBDocumentClient, 'send'>;
  random: () => number;
  timers: Pick<Timers, 'delay'>;
};

type Requests = NonNullable<BatchGetCommandInput['RequestItems']>;
type Found = Map<string, Record<string, unknown>[]>;

/** Keys that one call may ask for, over all tables. */
export const maxBatchKeys = 100;

const attempts = 5;
const wait = { baseMs: 20, capMs: 500 };

/** Items by table; a key without an item is left out. `unread`: what DynamoDB has left unprocessed after all attempts. */
type BatchRead = { found: Found; unread: Requests };

/** As `batchGet`, but tells of the keys that could not be read, and gives those that could. */
export const tryBatchGet = async (
  { dynamo, random, timers }: BatchGetDeps,
  requests: Requests,
): Promise<BatchRead> => {
  const found: Found = new Map();
  let RequestItems = requests;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await timers.delay(fullJitter(attempt, wait.baseMs, wait.capMs, random));
    const { Responses = {}, UnprocessedKeys = {} } = await dynamo.send(new BatchGetCommand({ RequestItems }));
    for (const [table, items] of Object.entries(Responses))
      found.set(table, [...(found.get(table) ?? []), ...items]);
    RequestItems = UnprocessedKeys;
    if (Object.keys(RequestItems).length === 0) break;
  }
  return { found, unread: RequestItems };
};

export const leftUnread = (): Busy => new Busy(`DynamoDB left keys unprocessed ${attempts} times`);

/**
 * Items by table; a key without an item is left out. At most `maxBatchKeys` keys in all.
 * @throws Busy when DynamoDB still leaves keys unprocessed after all attempts
 */
export const batchGet = async (deps: BatchGetDeps, requests: Requests): Promise<Found> => {
  const { found, unread } = await tryBatchGet(deps, requests);
  if (Object.keys(unread).length > 0) throw leftUnread();
  return found;
};
