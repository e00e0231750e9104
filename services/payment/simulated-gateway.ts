// A payment provider that takes no money. Its ledger, SimulatedGatewayTable, is its own: it records each authorization,
// capture, void and refund once by idempotency key, and so can testify what was charged whatever Waybill believes.
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { Tables } from '#platform/tables.ts';
import type { Timers } from '#platform/timers.ts';
import {
  type Authorization,
  type Charge,
  type Gateway,
  GatewayConflict,
  GatewayUnavailable,
} from './gateway.ts';

const ledger = 'SimulatedGatewayTable';

/** How long a caller waits for an answer that does not come. */
const answerTimeoutMs = 1_000;
const failuresBeforeSuccess = 2;
const declineReason = 'The card was declined by its issuer';

type Deps = Pick<Runtime, 'tables' | 'now' | 'timers'>;

export const createSimulatedGateway = ({ tables, now, timers }: Deps): Gateway => {
  const at = () => new Date(now()).toISOString();
  const entryOf = (id: string) => tables.get<LedgerEntry>(ledger, id);

  const settle = async (operation: 'capture' | 'void', orderId: string, amount: number) => {
    const entry: LedgerEntry = { id: `settle:${orderId}`, orderId, operation, amount, at: at() };
    const { item } = await tables.insert(ledger, entry);
    if (item.operation !== operation)
      throw new GatewayConflict(
        `Order ${orderId} cannot be settled by ${operation}: it had a ${item.operation}`,
      );
  };

  return {
    authorize: async (charge, signal) => {
      await failAsTokenSays(tables, charge);
      const approved = charge.token !== 'tok_declined';
      const { item, applied } = await tables.insert(ledger, authorizationOf(charge, approved, at()));
      if (applied && charge.token === 'tok_timeout') await loseAnswer(timers, charge.orderId, signal);
      return answer(item);
    },
    findAuthorization: async (orderId) => {
      const entry = await entryOf(`authorize:${orderId}`);
      return entry && answer(entry);
    },
    capture: (orderId, amount) => settle('capture', orderId, amount),
    void: async (orderId, amount) => {
      // Where nothing was authorized, nothing will be: an authorization that comes later finds its place taken.
      await tables.insert(ledger, authorizationOf({ orderId, amount }, false, at()));
      await settle('void', orderId, amount);
    },
    refund: async (orderId, amount) => {
      const settled = await entryOf(`settle:${orderId}`);
      if (settled?.operation !== 'capture')
        throw new GatewayConflict(`Order ${orderId} cannot be refunded: nothing was captured`);
      const entry: LedgerEntry = { id: `refund:${orderId}`, orderId, operation: 'refund', amount, at: at() };
      await tables.insert(ledger, entry);
    },
  };
};

const authorizationOf = (
  { orderId, amount }: Pick<Charge, 'orderId' | 'amount'>,
  approved: boolean,
  at: string,
): LedgerEntry => ({
  id: `authorize:${orderId}`,
  orderId,
  operation: 'authorize',
  amount,
  approved,
  at,
});

const answer = ({ approved }: LedgerEntry): Authorization =>
  approved ? { approved: true } : { approved: false, reason: declineReason };

/** The charge is in the ledger, but its answer is lost: the case that doubles charges where nobody asks first. */
const loseAnswer = async (timers: Timers, orderId: string, signal: AbortSignal): Promise<never> => {
  await timers.delay(answerTimeoutMs, signal);
  throw new GatewayUnavailable(`The gateway did not answer in ${answerTimeoutMs} ms for order ${orderId}`);
};

/** tok_outage never gets through; tok_error gets through at the third attempt, counted beside the ledger. */
const failAsTokenSays = async (tables: Tables, { orderId, token }: Charge): Promise<void> => {
  if (token === 'tok_outage') throw new GatewayUnavailable(`The gateway answered 503 for order ${orderId}`);
  if (token !== 'tok_error') return;
  const attempts = await countAttempt(tables, `attempts:${orderId}`);
  if (attempts <= failuresBeforeSuccess)
    throw new GatewayUnavailable(`The gateway answered 500 to attempt ${attempts} for order ${orderId}`);
};

type Attempts = { id: string; attempts: number };

/** Attempts that meet count as one; those after the first success do not count. */
const countAttempt = async (tables: Tables, id: string): Promise<number> => {
  const { item, applied } = await tables.insert<Attempts>(ledger, { id, attempts: 1 });
  if (applied) return 1;
  if (item.attempts > failuresBeforeSuccess) return item.attempts;
  const attempts = item.attempts + 1;
  await tables.update(ledger, id, { when: { attempts: item.attempts }, set: { attempts } });
  return attempts;
};
