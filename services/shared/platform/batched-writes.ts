// Conditional writes that share calls: up to 25 of them, to any tables, in one BatchExecuteStatement. Each costs what it
// would cost alone, and succeeds or fails alone.
import { BatchExecuteStatementCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createBatcher } from './batcher.ts';
import { Busy } from './busy.ts';
import { fullJitter } from './full-jitter.ts';
import { statementOf, type Write } from './statements.ts';
import type { Timers } from './timers.ts';

export type WriteDeps = {
  dynamo: Pick<DynamoDBDocumentClient, 'send'>;
  random: () => number;
  timers: Timers;
};

/** Whether the write was made: false when its condition failed. @throws what kept it from being decided */
export type MakeWrite = (write: Write) => Promise<boolean>;

const maxStatements = 25;
const attempts = 4;
const wait = { baseMs: 25, capMs: 500 };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html */
const refusals = ['ConditionalCheckFailed', 'DuplicateItem'];
const worthAnotherTry = [
  'InternalServerError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
  'ThrottlingError',
  'TransactionConflict',
];

export const createBatchedWrites = (deps: WriteDeps): MakeWrite => {
  const { add } = createBatcher<Write, boolean>({
    target: 'DynamoDB',
    limits: { entries: maxStatements },
    keyOf: (write) => `${write.name}/${'item' in write ? write.item[write.key] : write.of}`,
    send: (writes) => makeWrites(deps, writes),
    timers: deps.timers,
  });
  return add;
};

/** What was throttled, and that alone, is tried again; what was answered before stands, whatever becomes of that. */
const makeWrites = async (
  { dynamo, random, timers }: WriteDeps,
  writes: readonly Write[],
): Promise<(boolean | Error)[]> => {
  const outcomes = new Array<boolean | Error>(writes.length);
  let open = writes.map((write, index) => ({ write, index }));
  for (let attempt = 0; attempt < attempts && open.length > 0; attempt += 1) {
    if (attempt > 0) await timers.delay(fullJitter(attempt, wait.baseMs, wait.capMs, random));
    const Statements = open.map(({ write }) => statementOf(write));
    const answer = await dynamo.send(new BatchExecuteStatementCommand({ Statements })).catch(asError);
    if (answer instanceof Error && attempt === 0) throw answer;
    for (const [place, { write, index }] of open.entries())
      outcomes[index] = answer instanceof Error ? answer : outcomeOf(write, answer.Responses?.[place]);
    open = open.filter(({ index }) => outcomes[index] instanceof Busy);
  }
  return outcomes;
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

type Response = { Error?: { Code?: string | undefined; Message?: string | undefined } | undefined };

const outcomeOf = ({ name }: Write, response: Response | undefined): boolean | Error => {
  if (!response) return new Error(`DynamoDB did not answer a statement for ${name}`);
  if (!response.Error) return true;
  const { Code = '', Message = '' } = response.Error;
  if (refusals.includes(Code)) return false;
  const fault = `${name} refused a statement: ${Code} ${Message}`;
  return worthAnotherTry.includes(Code) ? new Busy(fault) : new Error(fault);
};
