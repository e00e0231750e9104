// How the autoscaler tells what it does. Pure.
import type { Decision } from './decide-capacity.ts';
import { type Datapoint, metricIn } from './policies.ts';

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** 'payment 1 → 4: 1,200 messages, 1,200 a task (surge)' */
export const describeChange = (
  name: string,
  from: number,
  { desired, because }: Decision,
  point: Datapoint | undefined,
): string => {
  const change = `${name} ${from} → ${desired}`;
  if (!point) return `${change} (${because})`;
  const perTask = metricIn('backlog per task', point);
  const each = perTask === undefined ? '' : `, ${number(perTask)} a task`;
  return `${change}: ${number(point.visible + point.inFlight)} messages${each} (${because})`;
};
