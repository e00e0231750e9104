// Lines of the bill against figures that were worked out by hand from prices.json and assumptions.ts.
import { describe, expect, it } from 'vitest';
import { queueNames, topology } from '#platform/topology.ts';
import { fixedLines } from './fixed.ts';
import { lambdaLines, lambdaMonth } from './lambda.ts';
import type { Line } from './line.ts';
import { measuredPerOrder } from './measured.ts';
import { tasksOf } from './shape.ts';
import { demandWith, perOrder, settingsWith } from './testing/settings.ts';
import { cpuOf, variableLines } from './variable.ts';
import { alarmMetrics } from './watched.ts';

const monthOf = (lines: readonly Line[], what: string): number | undefined =>
  lines.find((line) => line.what === what)?.month;
const fixedOf = (change: Parameters<typeof settingsWith>[0], what: string) => {
  const settings = settingsWith(change);
  return monthOf(fixedLines(settings, tasksOf(settings)), what);
};
const variableOf = (
  settings: Parameters<typeof settingsWith>[0],
  demand: Parameters<typeof demandWith>[0],
  what: string,
) => {
  const all = settingsWith(settings);
  return monthOf(variableLines(all, tasksOf(all), demandWith(demand), perOrder), what);
};

describe('what is there before the first order', () => {
  it('tasks: seven of a quarter core and half a gigabyte, the sweeper of one gigabyte, for 730 hours', () => {
    const arm = 7 * (0.25 * 0.03238 + 0.5 * 0.00356) + (0.25 * 0.03238 + 1 * 0.00356);
    expect(fixedOf({}, 'Fargate, the fewest tasks')).toBeCloseTo(arm * 730, 6);
    expect(arm * 730).toBeCloseTo(58.97, 2);
    expect(fixedOf({ cpu_architecture: 'X86_64' }, 'Fargate, the fewest tasks')).toBeCloseTo(73.7, 2);
  });

  it('fewer tasks, where the environment says so', () => {
    const one = (0.25 * 0.03238 + 0.5 * 0.00356) * 730;
    const all = fixedOf({}, 'Fargate, the fewest tasks') ?? 0;
    const minimum_tasks = { 'orders-api': 1, payment: 0 };
    expect(fixedOf({ minimum_tasks }, 'Fargate, the fewest tasks')).toBeCloseTo(all - 2 * one, 6);
  });

  it('one load balancer with a public address in each zone', () => {
    expect(fixedOf({ zones: 2 }, 'load balancer')).toBeCloseTo((0.0225 + 2 * 0.005) * 730, 6);
    expect(fixedOf({ zones: 3 }, 'load balancer')).toBeCloseTo(27.375, 6);
  });

  it.each([
    ['nat', 'NAT gateways', 36.5],
    ['nat-per-zone', 'NAT gateways', 73],
    ['endpoints', 'NAT gateways', undefined],
  ] as const)('%s: %s cost %s', (egress, what, month) => {
    expect(fixedOf({ egress }, what)).toBe(month);
  });

  it('alarms by the metrics that they look at', () => {
    const alarms = (change = {}) => alarmMetrics(settingsWith(change), tasksOf(settingsWith(change)));
    // EventBridge is watched rule by rule, SNS topic by topic.
    expect(alarms({ router: 'eventbridge' }) - alarms()).toBe(
      topology.subscriptions.length - Object.keys(topology.topics).length,
    );
    expect(alarms({ consolidated: true })).toBeLessThan(alarms());
    expect(fixedOf({}, 'alarms')).toBeCloseTo(alarms() * 0.1, 6);
  });

  it('a receive every twenty seconds for each queue that a task polls', () => {
    const receives = (queueNames.length * 730 * 3_600) / 20;
    expect(fixedOf({}, 'SQS, receives that bring nothing')).toBeCloseTo((receives / 1e6) * 0.4, 6);
  });
});

describe('what orders cost', () => {
  const month = 1_000_000 * 30.417;

  it('requests, units and mails, as many as were counted', () => {
    const demand = { ordersPerDay: 1_000_000 };
    expect(variableOf({}, demand, 'SQS')).toBeCloseTo((month * 15 * 0.4) / 1e6, 6);
    expect(variableOf({}, demand, 'SNS')).toBeCloseTo((month * 6 * 0.5) / 1e6, 6);
    expect(variableOf({}, demand, 'DynamoDB writes')).toBeCloseTo((month * 15 * 0.625) / 1e6, 6);
    expect(variableOf({}, demand, 'DynamoDB reads')).toBeCloseTo((month * 12 * 0.125) / 1e6, 6);
    expect(variableOf({}, demand, 'SES')).toBeCloseTo(month * 0.0001, 6);
  });

  it('EventBridge asks for each event, where SNS asks for each batch', () => {
    const router = 'eventbridge';
    expect(variableOf({ router }, {}, 'EventBridge')).toBeCloseTo((30_417 * 6) / 1e6, 6);
    expect(variableOf({ router }, {}, 'SNS')).toBeUndefined();
  });

  it('orders that are kept: 4.1 KB each, with backup, for as many months as they are', () => {
    const gb = (30_417 * 12 * 4_100) / 1e9;
    expect(variableOf({}, {}, 'DynamoDB, orders kept')).toBeCloseTo(gb * 0.45, 6);
    expect(variableOf({}, { monthsKept: 0 }, 'DynamoDB, orders kept')).toBe(0);
  });

  it('reconciliation reads what is kept every hour, a unit for 4 KiB, up to its bound', () => {
    const units = ((30_417 * 4_100) / 4_096) * 24 * 30.417;
    const what = 'DynamoDB reads, reconciliation';
    expect(variableOf({}, { monthsKept: 1 }, what)).toBeCloseTo((units / 1e6) * 0.125, 6);
    expect(variableOf({}, { monthsKept: 12 }, what)).toBeLessThan(
      variableOf({}, { monthsKept: 3 }, what) ?? 0,
    );
  });

  it('no further task as long as the fewest suffice', () => {
    expect(variableOf({}, { ordersPerDay: 1_000_000 }, 'Fargate, more tasks')).toBe(0);
  });

  it('further tasks at ten million: the API at full price, five workers on Spot', () => {
    // 115.74 orders/s on average: 347.2 in four hours, 69.4 in twenty; a sixth of 7.5 ms each.
    const held = (0.25 * topology.scaling.cpuTargetPercent) / 100;
    const beyond = (minimum: number, ordersPerSecond: number) =>
      Math.max(minimum, Math.ceil((ordersPerSecond * 7.5) / 6 / 1_000 / held)) - minimum;
    const hoursBeyond = (minimum: number) => 4 * beyond(minimum, 347.2) + 20 * beyond(minimum, 69.4);
    const hour = 0.25 * 0.03238 + 0.5 * 0.00356;
    const [api, workers] = [2, 1].map((minimum) => hoursBeyond(minimum) * hour * 30.417);
    const busy = { ordersPerDay: 10_000_000 };
    expect(api).toBeGreaterThan(0);
    expect(variableOf({}, busy, 'Fargate, more tasks')).toBeCloseTo(
      (api ?? 0) + 5 * (workers ?? 0) * 0.33,
      6,
    );
    expect(variableOf({ spot: false }, busy, 'Fargate, more tasks')).toBeCloseTo(
      (api ?? 0) + 5 * (workers ?? 0),
      6,
    );
  });

  it('the CPU of all services is shared out among the tasks, wherever they run', () => {
    for (const consolidated of [true, false]) {
      const tasks = tasksOf({ consolidated, minimum_tasks: {} });
      expect(tasks.reduce((total, task) => total + cpuOf(task, perOrder), 0)).toBeCloseTo(7.5, 6);
    }
  });
});

describe('Lambda', () => {
  it('invocations: four requests and seven deliveries by twos', () => {
    const lines = lambdaLines(settingsWith(), demandWith());
    expect(monthOf(lines, 'Lambda, invocations')).toBeCloseTo((30_417 * 7.5 * 0.2) / 1e6, 6);
    expect(monthOf(lines, 'Lambda, time')).toBeCloseTo(30_417 * 7.5 * 0.1 * 0.5 * 0.0000133334, 6);
    expect(monthOf(lines, 'HTTP API')).toBeCloseTo((30_417 * 4) / 1e6, 6);
    expect(monthOf(lines, 'SQS')).toBeCloseTo((30_417 * 8 * 0.4) / 1e6, 6);
  });

  it('has the same tables and mails to pay, and no task, gateway or load balancer', () => {
    const settings = settingsWith();
    const lines = lambdaLines(settings, demandWith());
    const own = variableLines(settings, tasksOf(settings), demandWith(), measuredPerOrder);
    for (const what of ['DynamoDB writes', 'DynamoDB, orders kept', 'SES'])
      expect(monthOf(lines, what)).toBe(monthOf(own, what));
    expect(lines.map(({ what }) => what).filter((what) => /Fargate|NAT|balancer/.test(what))).toEqual([]);
    expect(lambdaMonth(settings, demandWith())).toBeLessThan(30);
  });
});
