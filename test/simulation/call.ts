// One call of a process to AWS, and what can become of it: it takes effect, it is answered, it fails. Each in its own time.
import { SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishBatchCommand } from '@aws-sdk/client-sns';
import { BatchExecuteStatementCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { dispatchKey } from '#contracts/mail-dispatch.ts';
import type { Random } from '#test/random.ts';
import type { FakeAws } from './aws/fake-aws.ts';
import { type Lag, noLag } from './aws/lag.ts';
import type { FaultKind, FaultPlan } from './faults.ts';
import type { Hands } from './hands.ts';
import { type History, recordPublished } from './history.ts';
import { takenOverIn } from './invariants/mails.ts';
import { imbalancesIn } from './invariants/stock.ts';
import type { LongPolls } from './long-polls.ts';
import { abortError, type SimulatedProcess } from './process.ts';
import { describeKind, type Trace } from './trace.ts';
import type { VirtualTime } from './virtual-time.ts';

export type NetworkDeps = {
  time: VirtualTime;
  random: Random;
  aws: FakeAws;
  plan: FaultPlan;
  /** Services to which AWS answers nothing but errors, until when. */
  outages: ReadonlyMap<string, number>;
  history: History;
  hands: Hands;
  polls: LongPolls;
  trace: Trace;
  kill: (process: SimulatedProcess) => void;
};

export type Call = {
  deps: NetworkDeps;
  process: SimulatedProcess;
  command: { input: unknown };
  signal: AbortSignal | undefined;
  resolve: (output: unknown) => void;
  reject: (error: unknown) => void;
};

export type Outcome = { output: unknown } | { error: unknown };

export const nameOf = ({ service, id }: SimulatedProcess): string => `${service}/${id}`;

/** Usually a few milliseconds; now and then long enough for others to overtake. */
const latencyOf = ({ random }: NetworkDeps): number =>
  random.chance(0.06) ? random.next() * 1_500 : 1 + random.next() * 7;

/** In `ms` milliseconds, or as soon as the network does it. */
export const later = ({ deps }: Call, happen: () => void, ms = latencyOf(deps)): void => {
  deps.time.after(ms, happen);
};

/** The fault that hits the call, if the plan has one for it that is possible. Every call that can fail comes by here once. */
export const faultOf = (
  { deps: { history, plan, outages, time }, process, command }: Call,
  isPossible: (kind: FaultKind) => boolean,
): FaultKind | undefined => {
  const number = history.counts.calls;
  history.counts.calls += 1;
  history.labels?.push(`${process.service}: ${describeKind(command)}`);
  const isAway = (outages.get(process.service) ?? 0) > time.now();
  const drawn = plan.ofCall(number) ?? (isAway ? 'refused' : undefined);
  if (!drawn || !isPossible(drawn)) return undefined;
  if (drawn === 'stale') {
    history.counts.stale += 1;
    return drawn;
  }
  history.counts.faults += 1;
  process.faults += 1;
  if (process.service === 'notification') history.mailDoubts += mailsAbout(command);
  return drawn;
};

/** Mails that may have gone out, or of which what was written down may be missing. */
const mailsAbout = (command: object): number => {
  if (command instanceof SendEmailCommand) return 1;
  if (!(command instanceof BatchExecuteStatementCommand)) return 0;
  const counts = (command.input.Statements ?? []).map(({ Parameters = [] }) => dispatchedBy(Parameters) || 1);
  return counts.reduce((sum, count) => sum + count, 0);
};

/** How many mails a statement tells of, if it stores a dispatch. */
const dispatchedBy = (parameters: readonly unknown[]): number => {
  const [key, sent = {}] = parameters;
  return String(key).startsWith(dispatchKey('')) ? Object.keys(sent as object).length : 0;
};

/** The call's effect on AWS, which happens whether or not its caller still lives. */
export const perform = ({ deps, command }: Call, lag: Lag = noLag): Outcome => {
  try {
    const output = deps.aws.run(command, lag);
    if (command instanceof PublishBatchCommand)
      for (const { Message = '' } of command.input.PublishBatchRequestEntries ?? [])
        recordPublished(deps.history, Message);
    if (changesStock(command)) deps.history.imbalances.push(...imbalancesIn(deps.aws));
    if (writesTo('NotificationsTable', command)) lookAfterMails(deps);
    deps.polls.wake();
    return { output };
  } catch (error) {
    return { error };
  }
};

const lookAfterMails = ({ aws, history: { takenOver, mailClaims } }: NetworkDeps): void => {
  takenOver.push(...takenOverIn(aws, mailClaims));
};

const changesStock = (command: { input: unknown }): boolean =>
  command instanceof TransactWriteCommand ||
  (command instanceof UpdateCommand && command.input.TableName === 'InventoryTable') ||
  writesTo('InventoryTable', command);

const writesTo = (table: string, command: object): boolean =>
  command instanceof BatchExecuteStatementCommand &&
  (command.input.Statements ?? []).some(({ Statement }) => Statement?.includes(`"${table}"`));

export const answer = ({ process, signal, resolve, reject }: Call, outcome: Outcome): void => {
  if (!process.isAlive()) return;
  if (signal?.aborted) reject(abortError());
  else if ('error' in outcome) reject(outcome.error);
  else resolve(outcome.output);
};

export const fail = (call: Call, name: string): void =>
  answer(call, { error: Object.assign(new Error(`${name}: a simulated fault`), { name }) });
