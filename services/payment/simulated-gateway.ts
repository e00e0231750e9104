// A payment provider that takes no money. Its ledger, SimulatedGatewayTable, is its own: it records each authorization,
// capture, void and refund once by idempotency key, and so can testify what was charged whatever Waybill believes.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { abortable, putOnce, type TableRef } from '#platform/conditional-writes.ts';
import { readLatest } from '#platform/read-latest.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { Timers } from '#platform/timers.ts';
import { transact } from '#platform/transaction.ts';
import {
  type Authorization,
  type Charge,
  type Gateway,
  GatewayConflict,
  GatewayUnavailable,
} from './gateway.ts';

/** How long a caller waits for an answer that does not come. */
const answerTimeoutMs = 1_000;
const failuresBeforeSuccess = 2;
const declineReason = 'The card was declined by its issuer';

type Deps = Pick<Runtime, 'aws' | 'now' | 'timers'>;

export const createSimulatedGateway = ({ aws, now, timers }: Deps): Gateway => {
  const table: TableRef = { dynamo: aws.dynamo, name: aws.tableName('SimulatedGatewayTable'), key: 'id' };
  const at = () => new Date(now()).toISOString();

  const settle = async (
    operation: 'capture' | 'void',
    orderId: string,
    amount: number,
    signal: AbortSignal,
  ) => {
    const entry: LedgerEntry = { id: `settle:${orderId}`, orderId, operation, amount, at: at() };
    const { item } = await putOnce(table, entry, signal);
    if (item.operation !== operation)
      throw new GatewayConflict(
        `Order ${orderId} cannot be settled by ${operation}: it had a ${item.operation}`,
      );
  };

  return {
    authorize: async (charge, signal) => {
      await failAsTokenSays(table, charge, signal);
      const first = await authorizeOnce(table, charge, at(), signal);
      if (first && charge.token === 'tok_timeout') await loseAnswer(timers, charge.orderId, signal);
      return authorizationOf(table, charge.orderId, signal);
    },
    findAuthorization: async (orderId, signal) => {
      const entry = await readLatest<LedgerEntry>(table, `authorize:${orderId}`, signal);
      return entry && answer(entry);
    },
    capture: (orderId, amount, signal) => settle('capture', orderId, amount, signal),
    void: (orderId, amount, signal) => settle('void', orderId, amount, signal),
    refund: async (orderId, amount, signal) => {
      const settled = await readLatest<LedgerEntry>(table, `settle:${orderId}`, signal);
      if (settled?.operation !== 'capture')
        throw new GatewayConflict(`Order ${orderId} cannot be refunded: nothing was captured`);
      const entry: LedgerEntry = { id: `refund:${orderId}`, orderId, operation: 'refund', amount, at: at() };
      await putOnce(table, entry, signal);
    },
  };
};

/** Whether this call wrote the authorization; a void that came first keeps it from being written. */
const authorizeOnce = async (table: TableRef, charge: Charge, at: string, signal: AbortSignal) => {
  const { orderId, amount, token } = charge;
  const approved = token !== 'tok_declined';
  const id = `authorize:${orderId}`;
  const entry: LedgerEntry = { id, orderId, operation: 'authorize', amount, approved, at };
  const isNew = { TableName: table.name, ConditionExpression: 'attribute_not_exists(id)' };
  const Put = { ...isNew, Item: entry };
  const ConditionCheck = { ...isNew, Key: { id: `settle:${orderId}` } };
  const result = await transact(table.dynamo, [{ Put }, { ConditionCheck }], signal);
  // Another attempt, or a void, is at it: nothing is decided yet, and nothing must look declined.
  if (result.kind === 'contended') throw new GatewayUnavailable(`The gateway was busy with order ${orderId}`);
  return result.kind === 'applied';
};

const authorizationOf = async (
  table: TableRef,
  orderId: string,
  signal: AbortSignal,
): Promise<Authorization> => {
  const entry = await readLatest<LedgerEntry>(table, `authorize:${orderId}`, signal);
  return entry
    ? answer(entry)
    : { approved: false, reason: 'The authorization was voided before it was made' };
};

const answer = ({ approved }: LedgerEntry): Authorization =>
  approved ? { approved: true } : { approved: false, reason: declineReason };

/** The charge is in the ledger, but its answer is lost: the case that doubles charges where nobody asks first. */
const loseAnswer = async (timers: Timers, orderId: string, signal: AbortSignal): Promise<never> => {
  await timers.delay(answerTimeoutMs, signal);
  throw new GatewayUnavailable(`The gateway did not answer in ${answerTimeoutMs} ms for order ${orderId}`);
};

/** tok_outage never gets through; tok_error gets through at the third attempt, counted beside the ledger. */
const failAsTokenSays = async (table: TableRef, { orderId, token }: Charge, signal: AbortSignal) => {
  if (token === 'tok_outage') throw new GatewayUnavailable(`The gateway answered 503 for order ${orderId}`);
  if (token !== 'tok_error') return;
  const command = new UpdateCommand({
    TableName: table.name,
    Key: { id: `attempts:${orderId}` },
    UpdateExpression: 'ADD attempts :one',
    ExpressionAttributeValues: { ':one': 1 },
    ReturnValues: 'ALL_NEW',
  });
  const { Attributes } = await table.dynamo.send(command, abortable(signal));
  const attempts = Number(Attributes?.attempts);
  if (attempts <= failuresBeforeSuccess)
    throw new GatewayUnavailable(`The gateway answered 500 to attempt ${attempts} for order ${orderId}`);
};
