// How the commands of the fast path are written onto the wire and read from it. Pure.
// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html, aws-query-protocol.html, aws-restjson1-protocol.html

import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import { BatchExecuteStatementCommand, BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { readBatchGet, readStatements, writeBatchGet, writeStatements } from './dynamodb-wires.ts';
import { sendEmail } from './ses-wire.ts';
import { publishBatch } from './sns-wire.ts';

export type Written = { path: string; headers: Record<string, string>; body: string };
export type Answer = { status: number; headers: Record<string, string>; text: string };

export type Wire = {
  /** The command's, for the log. */
  name: string;
  write: (input: object) => Written;
  /** Of an answer of 200. Undefined where the SDK must see for itself. */
  read: (text: string, input: object) => object | undefined;
  /**
   * The error that another answer stands for; undefined where the SDK may send the call again. Where this is given, a call that is
   * not answered is never made again.
   */
  failure?: (answer: Answer) => Error | undefined;
};

/** By a command's class. */
export type Wires = ReadonlyMap<unknown, Wire>;

const parse = (text: string): object => JSON.parse(text) as object;

/** In this protocol a command's input is its body, as long as it has no dates and no bytes. */
const json = (
  target: string,
  write: (input: object) => string = JSON.stringify,
  read: Wire['read'] = parse,
): Wire => ({
  name: target,
  write: (input) => ({
    path: '/',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target },
    body: write(input),
  }),
  read,
});

type Batch = { Entries?: unknown[]; Successful?: unknown[]; Failed?: unknown[] };

/** Something that answers, and is not SQS, must not pass for a queue that took everything. */
const parseAll: Wire['read'] = (text, input) => {
  const output = parse(text) as Batch;
  const answered = (output.Successful?.length ?? 0) + (output.Failed?.length ?? 0);
  return answered === (input as Batch).Entries?.length ? output : undefined;
};

export const sqsWires: Wires = new Map<unknown, Wire>([
  [SendMessageBatchCommand, json('AmazonSQS.SendMessageBatch', JSON.stringify, parseAll)],
  [ReceiveMessageCommand, json('AmazonSQS.ReceiveMessage')],
  [DeleteMessageBatchCommand, json('AmazonSQS.DeleteMessageBatch', JSON.stringify, parseAll)],
]);

export const dynamoWires: Wires = new Map<unknown, Wire>([
  [BatchGetCommand, json('DynamoDB_20120810.BatchGetItem', writeBatchGet, readBatchGet)],
  [
    BatchExecuteStatementCommand,
    json('DynamoDB_20120810.BatchExecuteStatement', writeStatements, readStatements),
  ],
]);

export const snsWires: Wires = new Map<unknown, Wire>([[PublishBatchCommand, publishBatch]]);

export const sesWires: Wires = new Map<unknown, Wire>([[SendEmailCommand, sendEmail]]);
