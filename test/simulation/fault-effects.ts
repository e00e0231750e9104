// What each fault does to the call that it hits.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { BatchExecuteStatementCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type Lag, maxLagMs } from './aws/lag.ts';
import { answer, type Call, fail, later, type Outcome, perform } from './call.ts';
import type { FaultKind } from './faults.ts';
import { abortError } from './process.ts';

/** There and back. */
const travel = (call: Call, { ms, lag }: { ms?: number; lag?: Lag } = {}): void => {
  const arrive = () => {
    const outcome = perform(call, lag);
    // Half of the answers leave no time for anybody else between the effect and the news of it.
    if (call.deps.random.chance(0.5)) answer(call, outcome);
    else later(call, () => answer(call, outcome));
  };
  later(call, arrive, ms);
};

const whenAborted = ({ signal, reject, process }: Call): void => {
  signal?.addEventListener('abort', () => process.isAlive() && reject(abortError()), { once: true });
};

const slowMs = 25_000;
const timeoutMs = 5_000;
const lateByMs = 30_000;

export const faultEffects: Record<FaultKind | 'none', (call: Call) => void> = {
  none: (call) => travel(call),
  crashBefore: (call) => later(call, () => call.deps.kill(call.process), 0),
  crashAfter: (call) => {
    later(call, () => {
      perform(call);
      call.deps.kill(call.process);
    });
  },
  refused: (call) => later(call, () => fail(call, 'ThrottlingException')),
  answerLost: (call) => {
    later(call, () => {
      perform(call);
      later(call, () => fail(call, 'TimeoutError'));
    });
  },
  late: (call) => {
    whenAborted(call);
    later(call, () => fail(call, 'TimeoutError'), timeoutMs);
    later(call, () => perform(call), timeoutMs + call.deps.random.next() * lateByMs);
  },
  // A transaction carries a token by which DynamoDB knows the second one for the first.
  repeated: (call) => {
    later(call, () => {
      const first = perform(call);
      const outcome = call.command instanceof TransactWriteCommand ? first : perform(call);
      later(call, () => answer(call, outcome));
    });
  },
  slow: (call) => {
    whenAborted(call);
    travel(call, { ms: slowMs });
  },
  partly: (call) => {
    later(call, () => {
      const outcome = performPartly(call);
      later(call, () => answer(call, outcome));
    });
  },
  contended: (call) => later(call, () => answer(call, { error: contention(call) })),
  // From nothing that anybody could notice to more than an order takes.
  stale: (call) => travel(call, { lag: () => maxLagMs ** call.deps.random.next() }),
};

const throttled = { Error: { Code: 'ThrottlingError', Message: 'a simulated fault' } };

/** Each statement by itself: half of them take effect. */
const performPartly = (call: Call): Outcome => {
  const { Statements = [] } = (call.command as BatchExecuteStatementCommand).input;
  const Responses: unknown[] = [];
  for (const statement of Statements) {
    if (call.deps.random.chance(0.5)) {
      Responses.push(throttled);
      continue;
    }
    const command = new BatchExecuteStatementCommand({ Statements: [statement] });
    const outcome = perform({ ...call, command });
    if ('error' in outcome) return outcome;
    Responses.push((outcome.output as { Responses: unknown[] }).Responses[0]);
  }
  return { output: { Responses } };
};

const contention = ({ command }: Call): TransactionCanceledException => {
  const { TransactItems = [] } = (command as TransactWriteCommand).input;
  const CancellationReasons = TransactItems.map((_, index) => ({
    Code: index === 0 ? 'TransactionConflict' : 'None',
  }));
  return new TransactionCanceledException({ message: 'contended', $metadata: {}, CancellationReasons });
};
