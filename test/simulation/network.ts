// Between a process and AWS: each call takes its time to get there and back, and may meet a fault on the way.
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { BatchExecuteStatementCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isEventual } from './aws/lag.ts';
import { type Call, faultOf, type NetworkDeps, nameOf } from './call.ts';
import { faultEffects } from './fault-effects.ts';
import type { FaultKind } from './faults.ts';
import { abortError, type SimulatedProcess } from './process.ts';
import { receive } from './receive.ts';
import { describeCommand } from './trace.ts';

type Network = (
  process: SimulatedProcess,
  command: { input: unknown },
  signal?: AbortSignal,
) => Promise<unknown>;

export const createNetwork =
  (deps: NetworkDeps): Network =>
  (process, command, signal) =>
    new Promise((resolve, reject) => {
      if (!process.isAlive()) return;
      if (signal?.aborted) return reject(abortError());
      const call: Call = { deps, process, command, signal, resolve, reject };
      if (command instanceof ReceiveMessageCommand) return receive(call, command);
      deps.hands.calls(process, command);
      const fault = faultOf(call, (kind) => isPossible(kind, command));
      deps.trace(() => `${nameOf(process)} → ${describeCommand(command)}${fault ? `   ✗ ${fault}` : ''}`);
      faultEffects[fault ?? 'none'](call);
    });

/** Only transactions are contended, only batches succeed in part, only some reads may be stale, and the SDK is told not to send a mail twice. */
const isPossible = (kind: FaultKind, command: object): boolean => {
  if (kind === 'contended') return command instanceof TransactWriteCommand;
  if (kind === 'partly') return command instanceof BatchExecuteStatementCommand;
  if (kind === 'stale') return isEventual(command);
  return kind !== 'repeated' || !(command instanceof SendEmailCommand);
};
