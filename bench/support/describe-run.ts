// What a queued run consists of, per order: CPU by process, calls by action, units by table. Pure.
import { type QueuedRun, sum } from './queued-run.ts';
import { figure, tableOf } from './table.ts';
import { unitRows } from './units.ts';

export const describeRun = (
  { orders, acceptSeconds, drainSeconds, cpuMs, drainCpuMs, counts }: QueuedRun,
  prefix: string,
): string => {
  const perOrder = (value: number) => figure(value / orders);
  const rows = (figures: Record<string, number>) =>
    Object.entries(figures).map(([name, value]) => [`  ${name}`, perOrder(value)]);
  return tableOf([
    [
      `${orders} orders, accepted at ${figure(orders / acceptSeconds)} and drained at ${figure(orders / drainSeconds)} a second`,
    ],
    ['CPU ms by process, per order', `${perOrder(sum(cpuMs))} (drain ${perOrder(sum(drainCpuMs))})`],
    ...rows(cpuMs),
    ['calls per order', perOrder(sum(counts.calls))],
    ...rows(sorted(counts.calls)),
    ['refused calls per order', perOrder(sum(counts.refusals))],
    ...rows(sorted(counts.refusals)),
    ['units by table per order', 'write', 'read'],
    ...unitRows(counts.units, prefix, perOrder),
  ]);
};

const sorted = (figures: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(figures).sort(([, a], [, b]) => b - a));
