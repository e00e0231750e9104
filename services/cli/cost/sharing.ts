// How many requests to SQS and SNS an order takes. A request carries what has come since the last one: the benchmark's full
// queues fill it, a steady flow brings little more than one message each. Pure.
import { assumptions } from './assumptions.ts';
import { type Load, partsOfDay } from './demand.ts';
import type { PerOrder } from './measured.ts';

type Requests = Pick<PerOrder, 'sqsRequests' | 'snsPublishes'>;

/** Each delivery received and deleted, each event published by itself; and the order sent. */
const alone: Requests = {
  sqsRequests: 1 + 2 * assumptions.deliveriesPerOrder,
  snsPublishes: assumptions.eventsPerOrder,
};

/** The mean of a day's orders. `tasksAt`: how many tasks of a worker share so many orders a second. */
export const requestsOf = (
  load: Load,
  tasksAt: (ordersPerSecond: number) => number,
  measured: Requests,
): Requests => {
  const parts = partsOfDay(load, assumptions.peakHours).map(({ hoursPerDay, ordersPerSecond }) => ({
    orders: hoursPerDay * ordersPerSecond,
    together: Math.max(1, (ordersPerSecond / tasksAt(ordersPerSecond)) * assumptions.gatherSeconds),
  }));
  const orders = parts.reduce((total, part) => total + part.orders, 0);
  const mean = (kind: keyof Requests) =>
    parts.reduce(
      (total, part) => total + part.orders * Math.max(measured[kind], alone[kind] / part.together),
      0,
    ) / orders;
  return { sqsRequests: mean('sqsRequests'), snsPublishes: mean('snsPublishes') };
};
