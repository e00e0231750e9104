// Between a process and AWS: each call takes its time to get there and back, and may meet a fault on the way.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { queueNames } from '#platform/topology.ts';
import type { FakeAws } from './aws/fake-aws.ts';
import type { FaultKind, FaultPlan } from './faults.ts';
import type { Hands } from './hands.ts';
import { type History, recordPublished } from './history.ts';
import type { LongPolls } from './long-polls.ts';
import { abortError, type SimulatedProcess } from './process.ts';
import type { Random } from './random.ts';
import { describeCommand, describeKind, describeMessage, type Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

export type NetworkDeps = {
  time: VirtualTime;
  random: Random;
  aws: FakeAws;
  plan: FaultPlan;
  history: History;
  hands: Hands;
  polls: LongPolls;
  trace: Trace;
  kill: (process: SimulatedProcess) => void;
};

export type Network = (
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
      deps.hands.calls(process, command);
      const call: Call = { deps, process, command, signal, resolve, reject };
      if (command instanceof ReceiveMessageCommand) return receive(call, command);
      const number = deps.history.counts.calls;
      deps.history.counts.calls += 1;
      deps.history.labels?.push(`${process.service}: ${describeKind(command)}`);
      const fault = applicable(deps.plan.ofCall(number), command);
      deps.trace(() => `${nameOf(process)} → ${describeCommand(command)}${fault ? `   ✗ ${fault}` : ''}`);
      if (fault) noteFault(call);
      faultEffects[fault ?? 'none'](call);
    });

type Call = {
  deps: NetworkDeps;
  process: SimulatedProcess;
  command: { input: unknown };
  signal: AbortSignal | undefined;
  resolve: (output: unknown) => void;
  reject: (error: unknown) => void;
};

export const nameOf = ({ service, id }: SimulatedProcess): string => `${service}/${id}`;

/** Only transactions are contended, and the SDK is told not to send a mail twice. */
const applicable = (fault: FaultKind | undefined, command: object): FaultKind | undefined => {
  if (fault === 'contended' && !(command instanceof TransactWriteCommand)) return undefined;
  if (fault === 'repeated' && command instanceof SendEmailCommand) return undefined;
  return fault;
};

const noteFault = ({ deps: { history }, process }: Call) => {
  history.counts.faults += 1;
  process.faults += 1;
  if (process.service === 'notification') history.mailDoubts += 1;
};

/** Usually a few milliseconds; now and then long enough for others to overtake. */
const latencyOf = ({ random }: NetworkDeps): number =>
  random.chance(0.06) ? random.next() * 1_500 : 1 + random.next() * 7;

const after = ({ deps: { time } }: Call, ms: number, happen: () => void) => time.after(ms, happen);

type Outcome = { output: unknown } | { error: unknown };

/** The call's effect on AWS, which happens whether or not its caller still lives. */
const perform = ({ deps, command }: Call): Outcome => {
  try {
    const output = deps.aws.run(command);
    if (command instanceof PublishBatchCommand)
      for (const { Message: body } of command.input.PublishBatchRequestEntries ?? [])
        recordPublished(deps.history, body ?? '');
    deps.polls.wake();
    return { output };
  } catch (error) {
    return { error };
  }
};

const answer = ({ process, signal, resolve, reject }: Call, outcome: Outcome) => {
  if (!process.isAlive()) return;
  if (signal?.aborted) reject(abortError());
  else if ('error' in outcome) reject(outcome.error);
  else resolve(outcome.output);
};

const fail = (call: Call, name: string) =>
  answer(call, { error: Object.assign(new Error(`${name}: a simulated fault`), { name }) });

/** There and back. */
const travel = (call: Call, ms = latencyOf(call.deps)) => {
  after(call, ms, () => {
    const outcome = perform(call);
    // Half of the answers leave no time for anybody else between the effect and the news of it.
    if (call.deps.random.chance(0.5)) answer(call, outcome);
    else after(call, latencyOf(call.deps), () => answer(call, outcome));
  });
};

const whenAborted = ({ signal, reject, process }: Call) => {
  signal?.addEventListener('abort', () => process.isAlive() && reject(abortError()), { once: true });
};

const slowMs = 25_000;
const timeoutMs = 5_000;

const faultEffects: Record<FaultKind | 'none', (call: Call) => void> = {
  none: (call) => travel(call),
  crashBefore: (call) => {
    after(call, 0, () => call.deps.kill(call.process));
  },
  crashAfter: (call) => {
    after(call, latencyOf(call.deps), () => {
      perform(call);
      call.deps.kill(call.process);
    });
  },
  refused: (call) => {
    after(call, latencyOf(call.deps), () => fail(call, 'ThrottlingException'));
  },
  answerLost: (call) => {
    after(call, latencyOf(call.deps), () => {
      perform(call);
      after(call, latencyOf(call.deps), () => fail(call, 'TimeoutError'));
    });
  },
  late: (call) => {
    whenAborted(call);
    after(call, timeoutMs, () => fail(call, 'TimeoutError'));
    after(call, timeoutMs + call.deps.random.next() * 30_000, () => perform(call));
  },
  // A transaction carries a token by which DynamoDB knows the second one for the first.
  repeated: (call) => {
    after(call, latencyOf(call.deps), () => {
      const first = perform(call);
      const outcome = call.command instanceof TransactWriteCommand ? first : perform(call);
      after(call, latencyOf(call.deps), () => answer(call, outcome));
    });
  },
  slow: (call) => {
    whenAborted(call);
    travel(call, slowMs);
  },
  contended: (call) => {
    const { TransactItems = [] } = (call.command as TransactWriteCommand).input;
    const CancellationReasons = TransactItems.map((_, index) => ({
      Code: index === 0 ? 'TransactionConflict' : 'None',
    }));
    const error = new TransactionCanceledException({
      message: 'contended',
      $metadata: {},
      CancellationReasons,
    });
    after(call, latencyOf(call.deps), () => answer(call, { error }));
  },
};

/** A worker's long poll: it ends when there is something to receive, or when its worker stops. */
const endlessWaitSeconds = 20;

/** What a process that has died since receives stays out of sight until its visibility timeout has run out. */
const receive = (call: Call, { input }: ReceiveMessageCommand): void => {
  const { deps, process } = call;
  const queue = input.QueueUrl?.split('/').at(-1) ?? '';
  const waits = (input.WaitTimeSeconds ?? 0) >= endlessWaitSeconds;
  const nothing = () => answer(call, { output: {} });
  const attempt = () => {
    after(call, latencyOf(deps), () => {
      const outcome = perform(call);
      const messages = messagesIn(outcome);
      if (messages.length > 0 || 'error' in outcome) arrive(call, queue, outcome, messages);
      else if (waits && !process.isDraining())
        deps.polls.park({ process, queue, retry: attempt, end: nothing });
      else nothing();
    });
  };
  attempt();
};

const isWorkQueue = (queue: string): boolean => (queueNames as readonly string[]).includes(queue);

const wireForm = (queue: string, { Body = '', MessageAttributes = {} }: Message) => ({
  queue,
  body: Body,
  attributes: Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
  ),
});

const messagesIn = (outcome: Outcome): Message[] =>
  'output' in outcome ? ((outcome.output as { Messages?: Message[] }).Messages ?? []) : [];

const arrive = (call: Call, queue: string, outcome: Outcome, messages: Message[]) => {
  const { deps, process } = call;
  after(call, latencyOf(deps), () => {
    if (process.isAlive()) deps.hands.received(process, messages);
    if (isWorkQueue(queue)) for (const message of messages) deps.history.seen.push(wireForm(queue, message));
    deps.trace(() => `${nameOf(process)} ← ${messages.map(describeMessage).join(', ')}`);
    answer(call, outcome);
  });
};
