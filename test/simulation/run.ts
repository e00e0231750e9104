// One run: a system starts, customers come, faults hit it; then they stop, dead letters are redriven until none is left,
// and every invariant is looked at. What the seed and the plan say decides all of it.
import type { OrderRecord } from '#contracts/order-record.ts';
import { createRandom, type Random } from '#test/random.ts';
import { startCustomer } from './customer.ts';
import { drawnFaults, type FaultPlan } from './faults.ts';
import type { History } from './history.ts';
import { always, atRest } from './invariants/index.ts';
import { type Invariant, lookAt } from './invariants/world.ts';
import { comeBack, comeLate } from './latecomers.ts';
import { deadLettersIn, redriveAll } from './operator.ts';
import { followReconciliation, sweepUp } from './recover-losses.ts';
import { sendEverythingAgain } from './replay.ts';
import { ordersIn } from './stored-orders.ts';
import { type System, startSystem } from './system.ts';
import { scheduleUpheavals } from './upheavals.ts';
import { drawWorkload, type Workload } from './workload.ts';

export type Violation = { promise: string; what: string };

export type RunResult = {
  seed: number;
  violations: Violation[];
  orders: number;
  endings: string[];
  counts: History['counts'];
  events: number;
};

type RunOptions = {
  seed: number;
  /** By default as the seed draws them. */
  plan?: FaultPlan;
  workload?: Workload;
  /** Milliseconds after the start; by default as the seed draws it. */
  calmAfterMs?: number;
  /** Whether everything is sent again at the end; by default, the seed draws it. Not after losses: that would mend them. */
  again?: boolean;
  /** Where the trace is written, line by line. */
  lines?: string[];
  /** Where each call is written, in words. */
  labels?: string[];
};

export const runSeed = async (options: RunOptions): Promise<RunResult> => {
  const { seed, plan = drawnFaults(seed), workload = drawWorkload(seed), lines, labels } = options;
  const random = createRandom(seed, 'run');
  const calmAfterMs = options.calmAfterMs ?? drawCalm(random);
  const system = startSystem({ seed, workload, plan, ...(lines && { lines }), ...(labels && { labels }) });
  const violations: Violation[] = [];
  const look = (invariants: readonly Invariant[]) => {
    const world = lookAt(system.aws, system.history, system.time.now());
    for (const { promise, violations: find } of invariants)
      violations.push(...find(world).map((what) => ({ promise, what })));
  };
  try {
    for (const wish of workload.wishes) startCustomer(system, wish);
    scheduleUpheavals(system, { seed, workload, untilMs: calmAfterMs });
    system.time.after(calmAfterMs, () => {
      look(always);
      plan.calm();
      system.outages.clear();
      system.trace(() => '--- no faults from here on');
    });
    await system.time.run();
    if (workload.losses) violations.push(...(await recover(system, random)));
    await comeHome(system, random);
    look(atRest);
    if (violations.length === 0 && !workload.losses && (options.again ?? random.chance(0.01))) {
      await sendEverythingAgain(system, violations);
      look(atRest);
    }
  } catch (error) {
    violations.push({ promise: 'the system comes to rest', what: String(error) });
  }
  return resultOf(seed, system, violations);
};

/** Mostly a minute; sometimes long enough for messages to use up their five deliveries. */
const drawCalm = (random: Random): number => 5_000 + random.next() * (random.chance(0.15) ? 400_000 : 60_000);

/** More than any message needs: one that fails again each time is there for good. */
const redriveRounds = 6;

/** Of the operator's work, which takes some tens of calls. */
const dieWithinMs = 150;

/** An order whose PlaceOrder was a dead letter is there to be swept only after that was redriven; others come late on purpose. */
const recover = async (system: System, random: Random): Promise<Violation[]> => {
  const violations = await sweepUp(system, random);
  await comeHome(system, random);
  for (const laterOn of [comeLate, comeBack]) {
    await laterOn(system, random);
    violations.push(...(await sweepUp(system, random)));
    await comeHome(system, random);
  }
  await followReconciliation(system);
  return violations;
};

const comeHome = async (system: System, random: Random): Promise<void> => {
  for (let round = 0; round < redriveRounds && deadLettersIn(system).length > 0; round += 1) {
    system.trace(() => '--- an operator redrives what is dead');
    const operator = redriveAll(system);
    // The first one dies at it, the second as often as not.
    if (operator && (round === 0 || (round === 1 && random.chance(0.5))))
      system.time.after(random.next() * dieWithinMs, () => system.kill(operator));
    await system.time.run();
  }
};

const hasExpired = ({ timeline }: OrderRecord): boolean =>
  timeline.some(({ type, detail }) => type === 'OrderCancelled' && detail?.reason === 'expired') ||
  (timeline.some(({ type }) => type === 'ShipmentCancelled') &&
    !timeline.some(({ type }) => type === 'OrderCancelled'));

const resultOf = (seed: number, system: System, violations: Violation[]): RunResult => {
  const orders = ordersIn(system.aws);
  const expired = orders.filter(hasExpired).length;
  return {
    seed,
    violations,
    orders: orders.length,
    endings: orders.map(({ status }) => status),
    counts: { ...system.history.counts, expired },
    events: system.time.events(),
  };
};
