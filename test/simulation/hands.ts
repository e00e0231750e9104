// Which messages a worker holds, and what it may still do with them: once it has settled one, nothing; once it has
// stopped, it holds none; and none that was rightly sent may it refuse for good. What it does beyond that is an offence.
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  type Message,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { Permanent } from '#messaging/errors.ts';
import { forgedTrace } from './forgeries.ts';
import type { History } from './history.ts';
import { operatorName, type SimulatedProcess } from './process.ts';
import { short } from './trace.ts';

/** Of services/shared/messaging/backoff.ts: no failed delivery hides its message for longer. */
const maxHiddenSeconds = 300;

export type Hands = {
  received: (process: SimulatedProcess, messages: readonly Message[]) => void;
  /** Looks at each call that a worker makes. */
  calls: (process: SimulatedProcess, command: { input: unknown }) => void;
  /** What a process still holds. */
  heldBy: (process: SimulatedProcess) => number;
};

/** Why a message was dead-lettered at once; undefined where none was, or one that nobody has rightly sent. */
const refusalIn = (command: { input: unknown }): string | undefined => {
  if (!(command instanceof SendMessageCommand)) return undefined;
  const { traceparent, failureReason } = command.input.MessageAttributes ?? {};
  const reason = failureReason?.StringValue ?? '';
  return reason.startsWith(Permanent.name) && traceparent?.StringValue !== forgedTrace ? reason : undefined;
};

export const createHands = ({ offences }: History): Hands => {
  const held = new Map<number, Set<string>>();
  const settled = new Set<string>();
  const holding = (process: SimulatedProcess): Set<string> => {
    const set = held.get(process.id) ?? new Set();
    held.set(process.id, set);
    return set;
  };
  const settle = (process: SimulatedProcess, handle: string) => {
    settled.add(handle);
    holding(process).delete(handle);
  };
  const changed = (process: SimulatedProcess, handle: string, seconds: number, heartbeatSeconds: number) => {
    // An operator whose delete failed hands the message back.
    if (settled.has(handle) && process.service !== operatorName)
      offences.push(`${process.service} changed the visibility of a message that it had settled`);
    if (seconds > maxHiddenSeconds)
      offences.push(`${process.service} hid a message for ${seconds} s, beyond the cap`);
    // A heartbeat's length may be that of a backoff too: it cannot be told whether such a message is still held.
    if (seconds !== heartbeatSeconds) settle(process, handle);
    else holding(process).delete(handle);
  };
  return {
    received: (process, messages) => {
      // Of two copies in one receive, a worker handles one; the other comes again.
      const handled = new Map(messages.map((message) => [message.MessageId, message]));
      for (const { ReceiptHandle } of handled.values()) holding(process).add(ReceiptHandle ?? '');
    },
    heldBy: (process) => holding(process).size,
    calls: (process, command) => {
      const refusal = refusalIn(command);
      if (refusal !== undefined)
        offences.push(`${process.service} refused what was rightly sent: ${short(refusal)}`);
      for (const handle of deletedBy(command)) settle(process, handle);
      if (command instanceof ChangeMessageVisibilityBatchCommand)
        for (const { ReceiptHandle, VisibilityTimeout } of command.input.Entries ?? [])
          changed(process, ReceiptHandle ?? '', VisibilityTimeout ?? 0, visibilityTimeoutSeconds);
    },
  };
};

const deletedBy = (command: { input: unknown }): string[] => {
  if (command instanceof DeleteMessageCommand) return [command.input.ReceiptHandle ?? ''];
  if (!(command instanceof DeleteMessageBatchCommand)) return [];
  return (command.input.Entries ?? []).map(({ ReceiptHandle = '' }) => ReceiptHandle);
};

/** The same for every queue of services/topology.json; a heartbeat extends by it. */
const visibilityTimeoutSeconds = 30;
