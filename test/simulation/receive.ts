// Receives: a worker's long poll lasts until there is something, and only then is it a call that a fault can hit.
import type { Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { queueNames } from '#platform/topology.ts';
import { answer, type Call, fail, faultOf, later, nameOf, type Outcome, perform } from './call.ts';
import type { FaultKind } from './faults.ts';
import { describeMessage } from './trace.ts';

/** A worker's long poll: it ends when there is something to receive, or when its worker stops. */
const endlessWaitSeconds = 20;

/** What else can happen to a call makes no difference to one that waits anyway. */
const receiveFaults: readonly FaultKind[] = ['crashBefore', 'crashAfter', 'refused', 'answerLost'];
export const canHitReceive = (kind: FaultKind): boolean => receiveFaults.includes(kind);

/** What a process that has died since receives stays out of sight until its visibility timeout has run out. */
export const receive = (call: Call, { input }: ReceiveMessageCommand): void => {
  const { deps, process } = call;
  const queue = input.QueueUrl?.split('/').at(-1) ?? '';
  const waits = (input.WaitTimeSeconds ?? 0) >= endlessWaitSeconds;
  const nothing = () => answer(call, { output: {} });
  const attempt = () => {
    later(call, () => {
      if (deps.aws.queues.depth(queue).visible > 0) take(call, queue);
      else if (waits && !process.isDraining())
        deps.polls.park({ process, queue, retry: attempt, end: nothing });
      else nothing();
    });
  };
  attempt();
};

const take = (call: Call, queue: string): void => {
  const { deps, process } = call;
  const fault = process.isAlive() ? faultOf(call, canHitReceive) : undefined;
  if (fault) deps.trace(() => `${nameOf(process)} ← ${queue}   ✗ ${fault}`);
  if (fault === 'crashBefore') deps.kill(process);
  else if (fault === 'refused') fail(call, 'ThrottlingException');
  else {
    const outcome = perform(call);
    if (fault === 'crashAfter') deps.kill(process);
    else if (fault === 'answerLost') fail(call, 'TimeoutError');
    else later(call, () => arrive(call, queue, outcome));
  }
};

const arrive = (call: Call, queue: string, outcome: Outcome): void => {
  const { deps, process } = call;
  const messages = messagesIn(outcome);
  if (process.isAlive()) deps.hands.received(process, messages);
  if (isWorkQueue(queue)) for (const message of messages) deps.history.seen.push(wireForm(queue, message));
  deps.trace(() => `${nameOf(process)} ← ${messages.map(describeMessage).join(', ')}`);
  answer(call, outcome);
};

const isWorkQueue = (queue: string): boolean => (queueNames as readonly string[]).includes(queue);

const messagesIn = (outcome: Outcome): Message[] =>
  'output' in outcome ? ((outcome.output as { Messages?: Message[] }).Messages ?? []) : [];

const wireForm = (queue: string, { Body = '', MessageAttributes = {} }: Message) => ({
  queue,
  body: Body,
  attributes: Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  ),
});
