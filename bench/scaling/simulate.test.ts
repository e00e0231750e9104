// What must hold of every replay, and what docs/decisions/0018-scaling-on-backlog-per-task.md says of the chosen scaling.
import { describe, expect, it } from 'vitest';
import { topology } from '#platform/topology.ts';
import { workerNames } from '../../localstack/scaling/policies-of.ts';
import { chosen, customary, designs } from './designs.ts';
import { type Load, loads } from './loads.ts';
import { type Run, simulate } from './simulate.ts';
import { summarize } from './summary.ts';

const { latencyGoalSeconds } = topology.scaling;
const [, , flashSale] = loads;

const at = (ordersPerSecond: number): Load => ({
  name: 'steady',
  title: 'Steady',
  seconds: 4 * 3_600,
  countedFrom: 2 * 3_600,
  ordersPerSecond: () => ordersPerSecond,
});

const totalOf = (groups: readonly { count: number }[]) => groups.reduce((sum, { count }) => sum + count, 0);
const left = (run: Run) => workerNames.reduce((sum, name) => sum + run.byWorker[name].left, 0);
const tasksSince = (run: Run, name: (typeof workerNames)[number], second: number) =>
  run.byWorker[name].samples.filter((sample) => sample.second > second).map(({ running }) => running);

/** The chosen one, the customary one, and those that differ most. */
const tried = designs.filter(({ name }) => /^chosen$|^customary|always|10 s$|slower/.test(name));

describe.each(loads)('$name', (load) => {
  it.each(tried)('loses no order and invents none, within its bounds: $name', (design) => {
    const run = simulate(load, design, 1);
    expect(totalOf(run.mailed) + left(run)).toBeCloseTo(run.accepted, 3);
    for (const name of workerNames) {
      const { min, max } = design.scalingOf(name);
      const desired = run.byWorker[name].changes.map((change) => change.desired);
      expect(Math.min(min, ...desired)).toBe(min);
      expect(Math.max(min, ...desired)).toBeLessThanOrEqual(max);
    }
  });

  it('clears its backlog', () => {
    const run = simulate(load, chosen, 1);
    // What is left is on its way: an order takes two seconds.
    expect(left(run)).toBeLessThan(5 * load.ordersPerSecond(load.seconds - 1));
  });
});

it('is the same for the same seed, and another for another', () => {
  const run = simulate(flashSale, chosen, 7);
  expect(simulate(flashSale, chosen, 7)).toEqual(run);
  expect(simulate(flashSale, chosen, 8).accepted).not.toBe(run.accepted);
});

describe('under a steady load, the chosen scaling', () => {
  it.each([5, 20, 45, 60, 75, 90, 110, 120, 150, 200])('does not swing at %d orders a second', (rate) => {
    const run = simulate(at(rate), chosen, 3);
    for (const name of workerNames) {
      const tasks = tasksSince(run, name, 2 * 3_600);
      expect(Math.max(...tasks) - Math.min(...tasks)).toBeLessThanOrEqual(1);
    }
    expect(summarize(run, at(rate)).p99).toBeLessThan(latencyGoalSeconds);
  });

  it('does better than tracking the backlog alone, which takes an empty queue for an idle worker', () => {
    const run = simulate(at(110), customary, 3);
    expect(summarize(run, at(110)).median).toBeGreaterThan(60);
    const tasks = tasksSince(run, 'orders', 2 * 3_600);
    expect(Math.max(...tasks) - Math.min(...tasks)).toBeGreaterThan(10);
  });
});

it('a flash sale reaches every task within six minutes, and an hour later the fewest remain', () => {
  const run = simulate(flashSale, chosen, 1);
  for (const name of workerNames) {
    const running = new Map(run.byWorker[name].samples.map((sample) => [sample.second / 60, sample.running]));
    expect(running.get(36)).toBeGreaterThan(12);
    expect(running.get(110)).toBe(1);
  }
});
