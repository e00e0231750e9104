// How many tasks the policies ask for, datapoint by datapoint.
import { describe, expect, it } from 'vitest';
import { type Capacity, capacityOf, changed, decideCapacity, type Scaling } from './decide-capacity.ts';
import type { Datapoint, StepScaling, TargetTracking } from './policies.ts';

const backlog: TargetTracking = {
  kind: 'target tracking',
  name: 'backlog',
  metric: 'backlog per task',
  target: 100,
  scaleOutCooldownSeconds: 180,
  scaleInCooldownSeconds: 300,
};
const cpu: TargetTracking = { ...backlog, name: 'cpu', metric: 'CPU', target: 50 };
const surge: StepScaling = {
  kind: 'step scaling',
  name: 'surge',
  metric: 'incoming backlog per task',
  threshold: 100,
  steps: [
    { from: 1, percent: 100 },
    { from: 4, percent: 700 },
  ],
  cooldownSeconds: 180,
};

const point = (change: Partial<Datapoint>): Datapoint => ({ visible: 0, inFlight: 0, running: 1, ...change });
const repeated = (count: number, change: Partial<Datapoint>) =>
  Array.from({ length: count }, () => point(change));
const only = (...policies: Scaling['policies']): Scaling => ({ policies, min: 1, max: 20 });
const decide = (
  scaling: Scaling,
  history: (Datapoint | undefined)[],
  capacity: Capacity | number,
  now = 10_000,
) =>
  decideCapacity(scaling, history, typeof capacity === 'number' ? capacityOf(capacity) : capacity, now)
    ?.desired;

describe('above its target, a backlog', () => {
  it.each([
    ['two datapoints are not enough', repeated(2, { visible: 300 }), 1, undefined],
    ['three add in proportion', repeated(3, { visible: 300 }), 1, 3],
    ['what is left over rounds up', repeated(3, { visible: 301 }), 1, 4],
    ['in flight counts as much as waiting', repeated(3, { inFlight: 300 }), 1, 3],
    ['it is divided by the tasks that run', repeated(3, { visible: 600, running: 4 }), 4, 6],
    ['at the target nothing changes', repeated(3, { visible: 100 }), 1, undefined],
    ['the latest of the three counts', [...repeated(2, { visible: 900 }), point({ visible: 200 })], 1, 2],
    ['never more than the maximum', repeated(3, { visible: 90_000 }), 1, 20],
    [
      'a gap in the metric is no breach',
      [point({ visible: 300 }), undefined, point({ visible: 300 })],
      1,
      undefined,
    ],
  ])('%s', (_, history, tasks, desired) => {
    expect(decide(only(backlog), history, tasks)).toBe(desired);
  });
});

describe('below nine tenths of its target, a backlog', () => {
  it.each([
    ['fourteen datapoints are not enough', repeated(14, { visible: 10, running: 10 }), 10, undefined],
    ['fifteen remove in proportion', repeated(15, { visible: 300, running: 10 }), 10, 3],
    [
      'between nine tenths and the target nothing changes',
      repeated(15, { visible: 950, running: 10 }),
      10,
      undefined,
    ],
    ['never less than the minimum', repeated(15, { running: 10 }), 10, 1],
    ['a gap in the metric is not idleness', [...repeated(14, { running: 10 }), undefined], 10, undefined],
  ])('%s', (_, history, tasks, desired) => {
    expect(decide(only(backlog), history, tasks)).toBe(desired);
  });

  it('removes no more at once than it may', () => {
    expect(decide(only({ ...backlog, mostRemoved: 2 }), repeated(15, { running: 10 }), 10)).toBe(8);
  });
});

describe('cooldowns', () => {
  const loaded = repeated(3, { visible: 400 });
  const idle = repeated(15, { running: 10 });
  const once = (desired: number, from: number) =>
    changed(capacityOf(from), { desired, because: 'backlog' }, 10_000);

  it('count the same backlog once: until the cooldown is over, from where it began', () => {
    const scaled = once(4, 1);
    expect(decide(only(backlog), loaded, scaled, 10_060)).toBeUndefined();
    expect(decide(only(backlog), loaded, scaled, 10_180)).toBe(16);
  });

  it('let a larger scale-out through, less what was added', () => {
    expect(decide(only(backlog), repeated(3, { visible: 700 }), once(4, 1), 10_060)).toBe(7);
  });

  it('hold a scale-in back after one, and after a scale-out', () => {
    const scaledIn = once(10, 12);
    expect(decide(only(backlog), idle, scaledIn, 10_299)).toBeUndefined();
    expect(decide(only(backlog), idle, scaledIn, 10_300)).toBe(1);
    const scaledOut = once(10, 5);
    expect(decide(only(backlog), idle, scaledOut, 10_179)).toBeUndefined();
    expect(decide(only(backlog), idle, scaledOut, 10_180)).toBe(1);
  });

  it('do not hold a scale-out back after a scale-in', () => {
    expect(decide(only(backlog), repeated(3, { visible: 400, running: 2 }), once(2, 5), 10_001)).toBe(4);
  });
});

describe('several policies', () => {
  const busy = repeated(15, { running: 4, cpuPercent: 48 });
  it('scale in only when each of them is ready: an empty queue is not an idle task', () => {
    expect(decide(only(backlog), busy, 4)).toBe(1);
    expect(decide(only(backlog, cpu), busy, 4)).toBeUndefined();
    expect(decide(only(backlog, cpu), repeated(15, { running: 4, cpuPercent: 20 }), 4)).toBe(2);
  });

  it('do not scale in while one has no data', () => {
    expect(decide(only(backlog, cpu), repeated(15, { running: 4 }), 4)).toBeUndefined();
  });

  it('scale out to the largest that any asks for, and name it', () => {
    const history = repeated(3, { visible: 300, cpuPercent: 100 });
    expect(decideCapacity(only(cpu, backlog), history, capacityOf(1), 0)).toEqual({
      desired: 3,
      because: 'backlog',
    });
  });

  it('scale nothing in while one wants out, though it has what it wants', () => {
    const history = repeated(15, { incoming: 500 });
    const scaled = changed(capacityOf(1), { desired: 8, because: 'surge' }, 9_990);
    expect(decide(only(backlog, surge), history, scaled)).toBeUndefined();
  });
});

describe('a surge', () => {
  it.each([
    ['nothing below its threshold', 99, 2, undefined],
    ['nothing at its threshold', 100, 2, undefined],
    ['its first step above', 101, 2, 4],
    ['the next step from where it begins', 400, 2, 16],
  ])('adds %s, on one datapoint', (_, incoming, tasks, desired) => {
    expect(decide(only(surge), [point({ incoming })], tasks)).toBe(desired);
  });

  it('rounds a share of a task up to one, and other shares down', () => {
    const gentle = { ...surge, steps: [{ from: 1, percent: 30 }] };
    expect(decide(only(gentle), [point({ incoming: 101 })], 1)).toBe(2);
    expect(decide(only(gentle), [point({ incoming: 101 })], 5)).toBe(6);
  });
});

describe('no task at all', () => {
  const asleep: Scaling = { ...only(backlog), min: 0 };
  it('becomes one when a message has waited for three datapoints, without a metric per task', () => {
    expect(decide(asleep, repeated(3, { visible: 1, running: 0 }), 0)).toBe(1);
    expect(decide(asleep, repeated(2, { visible: 1, running: 0 }), 0)).toBeUndefined();
    expect(decide(asleep, repeated(3, { running: 0 }), 0)).toBeUndefined();
  });

  it('is reached only when nothing waits and nothing is in flight', () => {
    expect(decide(asleep, repeated(15, {}), 1)).toBe(0);
    expect(decide(asleep, repeated(15, { inFlight: 1 }), 1)).toBeUndefined();
    expect(decide(asleep, repeated(15, { inFlight: 1, running: 3 }), 3)).toBe(1);
  });
});

it('is brought within its bounds whatever the metrics say', () => {
  expect(decide({ ...only(backlog), min: 3 }, [], 1)).toBe(3);
  expect(decide({ ...only(backlog), max: 5 }, repeated(3, { visible: 9_000 }), 8)).toBe(5);
});
