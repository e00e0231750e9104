// The bill of an environment for so many orders a day. Pure.
import type { Settings } from '../stack/settings.ts';
import { assumptions } from './assumptions.ts';
import { partsOfDay, tasksNeeded } from './demand.ts';
import { fixedLines } from './fixed.ts';
import { type Line, sumOf } from './line.ts';
import { measuredPerOrder } from './measured.ts';
import { daysPerMonth } from './price-list.ts';
import { tasksOf } from './shape.ts';
import { cpuOf, type Demand, variableLines } from './variable.ts';

export type Estimate = {
  settings: Settings;
  demand: Demand;
  lines: Line[];
  /** Dollars. */
  month: { fixed: number; variable: number; total: number };
  order: number;
  /** What the figures leave out, or the environment does not allow. */
  warnings: string[];
};

export const estimate = (settings: Settings, demand: Demand): Estimate => {
  const tasks = tasksOf(settings);
  const lines = [...fixedLines(settings, tasks), ...variableLines(settings, tasks, demand, measuredPerOrder)];
  const fixed = sumOf(lines.filter(({ kind }) => kind === 'fixed'));
  const total = sumOf(lines);
  const orders = demand.ordersPerDay * daysPerMonth;
  return {
    settings,
    demand,
    lines,
    month: { fixed, variable: total - fixed, total },
    order: total / orders,
    warnings: [...tooSmall(settings, demand), ...tooManyToReconcile(orders * demand.monthsKept)],
  };
};

const tooSmall = (settings: Settings, demand: Demand): string[] => {
  const peak = Math.max(...partsOfDay(demand, assumptions.peakHours).map((part) => part.ordersPerSecond));
  return tasksOf(settings).flatMap((task) => {
    const cpu = { cpuMs: cpuOf(task, measuredPerOrder), utilization: assumptions.utilization };
    const needed = tasksNeeded(task, peak, cpu);
    return needed > task.maximum
      ? [`${task.name} needs ${needed} tasks at the peak, and services/topology.json allows ${task.maximum}`]
      : [];
  });
};

const tooManyToReconcile = (kept: number): string[] =>
  kept > assumptions.reconciledOrders
    ? [
        'the sweeper reconciles no more than 100,000 orders: run `npm run ops -- reconcile` on a schedule of your own, which is not in this bill',
      ]
    : [];
