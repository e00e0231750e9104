// How many tasks a day's orders need, hour by hour: busy hours and the rest. Pure.
import type { Task } from './shape.ts';

export type Load = {
  ordersPerDay: number;
  /** The busiest hours take so many times the day's mean. */
  peakFactor: number;
};

type Hours = { hoursPerDay: number; ordersPerSecond: number };

const secondsPerDay = 86_400;

/** The day in two parts; together they have the day's orders. */
export const partsOfDay = ({ ordersPerDay, peakFactor }: Load, peakHours: number): Hours[] => {
  const mean = ordersPerDay / secondsPerDay;
  const rest = 24 - peakHours;
  return [
    { hoursPerDay: peakHours, ordersPerSecond: mean * peakFactor },
    { hoursPerDay: rest, ordersPerSecond: (mean * (24 - peakHours * peakFactor)) / rest },
  ];
};

/** As many tasks as keep each at `utilization` of its CPU, at least the minimum. `cpuMs`: of this task, for an order. */
export const tasksNeeded = (
  { vcpu, minimum }: Task,
  ordersPerSecond: number,
  { cpuMs, utilization }: { cpuMs: number; utilization: number },
): number => {
  const busy = (ordersPerSecond * cpuMs) / 1_000;
  // A minimum of 0 is left by the first order, and one order seldom leaves a task enough time to go to sleep.
  return Math.max(minimum, Math.ceil(round(busy / (vcpu * utilization))));
};

/** Floating point must not add a task to what fits exactly. */
const round = (value: number): number => Number(value.toFixed(6));
