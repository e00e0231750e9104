// One Waybill in the simulation: AWS, the network to it, and the processes of every service. What dies is started again.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { newStockRecord } from '#contracts/stock-record.ts';
import { type Env, readEnv } from '#platform/env.ts';
import { createRandom } from '#test/random.ts';
import { createFakeAws, type FakeAws } from './aws/fake-aws.ts';
import { nameOf } from './call.ts';
import type { FaultPlan } from './faults.ts';
import { createHands } from './hands.ts';
import { createHistory, type History } from './history.ts';
import { openMailsIn } from './invariants/mails.ts';
import { createLongPolls } from './long-polls.ts';
import { createNetwork } from './network.ts';
import { type SimulatedProcess, startProcess } from './process.ts';
import { type ServiceStart, serviceStarts } from './services.ts';
import { createTrace, noTrace, type Trace } from './trace.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';
import type { Workload } from './workload.ts';

export type System = {
  time: VirtualTime;
  aws: FakeAws;
  plan: FaultPlan;
  history: History;
  trace: Trace;
  /** Those that live, and those that are stopping. */
  processes: () => readonly SimulatedProcess[];
  /** Services to which AWS answers nothing but errors, until when. */
  outages: Map<string, number>;
  /** To be called after a change to the queues that no call has made. */
  wakePolls: () => void;
  /** Kills a process; another one takes its place some time later. */
  kill: (process: SimulatedProcess) => void;
  /** Stops a process as a deployment does: its successor is there first. */
  replace: (process: SimulatedProcess) => void;
  /** Starts a process of no service's, such as an operator's, which nothing restarts. */
  startOnce: (name: string, start: ServiceStart) => SimulatedProcess;
  /** Ends a process for good, without counting that as a crash. */
  end: (process: SimulatedProcess) => void;
};

type SystemOptions = {
  seed: number;
  workload: Workload;
  plan: FaultPlan;
  lines?: string[];
  labels?: string[];
};

const start = Date.parse('2026-01-02T03:00:00.000Z');
const baseEnv = readEnv({
  LOG_LEVEL: 'silent',
  CONSUMERS_PER_QUEUE: '1',
  // Seldom enough for a run to be quick, often enough for each deadline to be met.
  SWEEP_INTERVAL_SECONDS: '600',
  RECONCILE_INTERVAL_MINUTES: '600',
});
const maxSkewMs = 400;

export const startSystem = ({ seed, workload, plan, lines, labels }: SystemOptions): System => {
  const time = createVirtualTime(start);
  const [schedule, own] = [createRandom(seed, 'schedule'), createRandom(seed, 'processes')];
  const aws = createFakeAws({ now: time.now, random: schedule.next });
  const history = createHistory();
  if (labels) history.labels = labels;
  const trace = lines ? createTrace(() => time, lines) : noTrace;
  const polls = createLongPolls(time, aws);
  const hands = createHands(history);
  const env: Env = { ...baseEnv, ORDER_EXPIRES_MINUTES: workload.expiresMinutes };
  const processes = new Set<SimulatedProcess>();

  const kill: System['kill'] = (process) => {
    if (!end(process)) return;
    history.counts.crashes += 1;
    if (process.service === 'notification') history.mailDoubts += Math.max(1, openMailsIn(aws));
    trace(() => `${nameOf(process)} dies`);
    const begin = serviceStarts[process.service];
    if (begin && !process.isDraining())
      time.after(200 + own.next() * 15_000, () => launch(process.service, begin));
  };
  const end = (process: SimulatedProcess): boolean => {
    if (!processes.delete(process)) return false;
    process.kill();
    return true;
  };
  const outages = new Map<string, number>();
  const call = createNetwork({
    outages,
    time,
    random: schedule,
    aws,
    plan,
    history,
    hands,
    polls,
    trace,
    kill,
  });

  let started = 0;
  const launch = (service: string, begin: ServiceStart): SimulatedProcess => {
    started += 1;
    const skewMs = (own.next() * 2 - 1) * maxSkewMs;
    const endPolls = () => polls.endOf(process);
    const process = startProcess({
      id: started,
      service,
      env,
      time,
      random: own.next,
      skewMs,
      call,
      start: (runtime) => begin(runtime, endPolls),
      onFailure: () => kill(process),
    });
    processes.add(process);
    return process;
  };

  const replace: System['replace'] = (process) => {
    const begin = serviceStarts[process.service];
    if (!begin || process.isDraining()) return;
    history.counts.drains += 1;
    trace(() => `${nameOf(process)} is told to stop`);
    launch(process.service, begin);
    void process.drain().then(() => {
      trace(() => `${nameOf(process)} has stopped`);
      if (process.faults === 0 && hands.heldBy(process) > 0)
        history.offences.push(
          `${process.service} stopped with ${hands.heldBy(process)} messages in its hands`,
        );
      end(process);
    });
  };

  stock(aws, workload.stock);
  for (const [service, begin] of Object.entries(serviceStarts))
    for (let replica = 0; replica < workload.replicas; replica += 1) launch(service, begin);
  return {
    time,
    aws,
    plan,
    history,
    trace,
    processes: () => [...processes],
    outages,
    wakePolls: polls.wake,
    kill,
    replace,
    startOnce: launch,
    end,
  };
};

const stock = (aws: FakeAws, units: Record<string, number>): void => {
  for (const [productId, available] of Object.entries(units)) {
    const product = { productId, name: `Product ${productId}`, description: '', price: 500, currency: 'USD' };
    aws.run(new PutCommand({ TableName: 'InventoryTable', Item: newStockRecord(product, available) }));
  }
};
