import { expect, it } from 'vitest';
import { partsOfDay, tasksNeeded } from './demand.ts';
import { tasksOf } from './shape.ts';

it.each([1, 3, 6])('a day whose busiest hours take %s times the mean has all its orders', (peakFactor) => {
  const parts = partsOfDay({ ordersPerDay: 86_400, peakFactor }, 4);
  const total = parts.reduce((sum, one) => sum + one.hoursPerDay * one.ordersPerSecond * 3_600, 0);
  expect(total).toBeCloseTo(86_400, 6);
  expect(parts[0]?.ordersPerSecond).toBe(peakFactor);
});

const [task] = tasksOf({ consolidated: false, minimum_tasks: { 'orders-api': 2 } });
const cpu = { cpuMs: 10, utilization: 0.6 };

it.each([
  [0, 2],
  [30, 2],
  [30.1, 3],
  [60, 4],
])('%s orders a second of 10 ms need %s tasks of a quarter core, held at 60%%', (ordersPerSecond, tasks) => {
  if (!task) throw new Error('no task');
  expect(tasksNeeded(task, ordersPerSecond, cpu)).toBe(tasks);
});
