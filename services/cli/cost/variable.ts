// What orders cost a month, beyond what an environment costs anyway. Pure.
import type { Settings } from '../stack/settings.ts';
import { assumptions } from './assumptions.ts';
import { type Load, partsOfDay, tasksNeeded } from './demand.ts';
import { taskHour } from './fixed.ts';
import { type Line, many, variable } from './line.ts';
import type { PerOrder } from './measured.ts';
import { daysPerMonth, gigabytes, perMillion, prices } from './price-list.ts';
import { orderServices, type Task, utilization } from './shape.ts';
import { requestsOf } from './sharing.ts';

export type Demand = Load & {
  /** For how many months orders stay in the tables. */
  monthsKept: number;
  /** HTTP requests that come with an order. */
  requestsPerOrder: number;
};

/** `orders`: a month's. */
type Bill = {
  settings: Settings;
  tasks: readonly Task[];
  demand: Demand;
  perOrder: PerOrder;
  orders: number;
};

export const variableLines = (
  settings: Settings,
  tasks: readonly Task[],
  demand: Demand,
  perOrder: PerOrder,
): Line[] => {
  const bill = { settings, tasks, demand, perOrder, orders: demand.ordersPerDay * daysPerMonth };
  return [...messaging(bill), ...stateLines(demand, perOrder), moreTasks(bill), ...traffic(bill), logs(bill)];
};

/** What any design stores, mails and answers, on whatever it runs. */
export const stateLines = (demand: Demand, perOrder: PerOrder): Line[] => {
  const orders = demand.ordersPerDay * daysPerMonth;
  const gb = gigabytes(assumptions.bytesToCustomer * orders);
  return [
    ...tables(demand, perOrder, orders),
    mails(orders),
    variable('to customers', `${many(gb)} GB`, gb * prices.transfer.internetOutGb),
  ];
};

const messaging = ({ settings, tasks, demand, perOrder, orders }: Bill): Line[] => {
  const workers = tasks.filter(({ isWorker, queues }) => isWorker && queues > 0);
  const tasksAt = (ordersPerSecond: number) => {
    const needed = workers.map((task) =>
      tasksNeeded(task, ordersPerSecond, { cpuMs: cpuOf(task, perOrder), utilization }),
    );
    return Math.max(1, ...needed);
  };
  const { sqsRequests, snsPublishes } = requestsOf(demand, tasksAt, perOrder);
  const requests = sqsRequests * orders;
  const sqs = variable('SQS', `${many(requests)} requests`, perMillion(requests, prices.sqs.millionRequests));
  if (settings.router === 'eventbridge') {
    const events = assumptions.eventsPerOrder * orders;
    return [
      sqs,
      variable('EventBridge', `${many(events)} events`, perMillion(events, prices.eventbridge.millionEvents)),
    ];
  }
  const publishes = snsPublishes * orders;
  return [
    sqs,
    variable('SNS', `${many(publishes)} publishes`, perMillion(publishes, prices.sns.millionPublishes)),
  ];
};

const tables = (demand: Demand, { writeUnits, readUnits }: PerOrder, orders: number): Line[] => {
  const { millionWriteUnits, millionReadUnits, gbMonth, pointInTimeRecoveryGbMonth } = prices.dynamodb;
  const kept = orders * demand.monthsKept;
  const reads: [string, number][] = [
    ['DynamoDB reads', readUnits * orders],
    [
      'DynamoDB reads, customers who watch',
      assumptions.watchedSeconds * assumptions.watchReadUnitsPerSecond * orders,
    ],
    ['DynamoDB reads, the sweeper', assumptions.sweptReadUnits * orders],
    ['DynamoDB reads, reconciliation', reconciliationUnits(kept)],
  ];
  const gb = gigabytes(kept * assumptions.storedBytes);
  return [
    variable(
      'DynamoDB writes',
      `${many(writeUnits * orders)} units`,
      perMillion(writeUnits * orders, millionWriteUnits),
    ),
    ...reads.map(([what, units]) =>
      variable(what, `${many(units)} units`, perMillion(units, millionReadUnits)),
    ),
    variable('DynamoDB, orders kept', `${many(gb)} GB`, gb * (gbMonth + pointInTimeRecoveryGbMonth)),
  ];
};

/** A consistent read of everything takes a unit for 4 KiB. Beyond its bound it gives up after the first table: a tenth. */
const reconciliationUnits = (kept: number): number => {
  const { reconciledOrders, reconciliationsPerHour, storedBytes } = assumptions;
  const isRead = kept <= reconciledOrders ? kept : reconciledOrders / 10;
  return ((isRead * storedBytes) / 4_096) * reconciliationsPerHour * 24 * daysPerMonth;
};

const mails = (orders: number): Line => {
  const count = assumptions.mailsPerOrder * orders;
  return variable('SES', `${many(count)} mails`, (count / 1_000) * prices.ses.thousandMails);
};

const moreTasks = ({ settings, tasks, demand, perOrder }: Bill): Line => {
  const hours = tasks.map((task) => ({
    task,
    hours: hoursBeyondMinimum(task, demand, perOrder) * daysPerMonth,
  }));
  const month = hours.reduce((total, { task, hours: count }) => {
    const share = settings.spot && task.isWorker ? prices.fargate.spotShareOfPrice : 1;
    return total + count * taskHour(task, settings) * share;
  }, 0);
  const count = hours.reduce((total, one) => total + one.hours, 0);
  return variable('Fargate, more tasks', `${many(count)} task hours`, month);
};

/** A day's. */
const hoursBeyondMinimum = (task: Task, demand: Load, perOrder: PerOrder): number => {
  const cpu = { cpuMs: cpuOf(task, perOrder), utilization };
  return partsOfDay(demand, assumptions.peakHours).reduce(
    (total, { hoursPerDay, ordersPerSecond }) =>
      total + hoursPerDay * (tasksNeeded(task, ordersPerSecond, cpu) - task.minimum),
    0,
  );
};

/** The benchmark's figure is of all services together: each has the same share of it here. */
export const cpuOf = ({ services }: Pick<Task, 'services'>, { cpuMs }: Pick<PerOrder, 'cpuMs'>): number => {
  const working = services.filter((name) => orderServices.includes(name)).length;
  return (cpuMs * working) / orderServices.length;
};

const traffic = ({ settings, demand, orders }: Bill): Line[] => {
  const requests = demand.requestsPerOrder * orders;
  const customers = gigabytes(assumptions.bytesToCustomer * orders);
  const aws = gigabytes(assumptions.bytesThroughEgress * orders);
  const gb = settings.egress === 'endpoints' ? prices.interfaceEndpoint.gb : prices.nat.gb;
  const capacity = perMillion(requests, prices.waf.millionRequests);
  return [
    // Of what a capacity unit holds, a gigabyte an hour, bytes are used up first.
    variable(
      'load balancer, capacity',
      `${many(customers)} GB`,
      customers * prices.loadBalancer.capacityUnitHour,
    ),
    variable('firewall, requests', `${many(requests)} requests`, capacity),
    variable('to AWS, from the tasks', `${many(aws)} GB`, aws * gb),
  ];
};

const logs = ({ settings, orders }: Bill): Line =>
  logLine(gigabytes(assumptions.logBytes * orders), settings.log_retention_days);

/** `gb`: written in a month. */
export const logLine = (gb: number, retentionDays: number): Line => {
  const { logsIngestedGb, logsStoredGbMonth } = prices.cloudwatch;
  const kept = (gb * assumptions.logStoredShare * retentionDays) / daysPerMonth;
  return variable('logs', `${many(gb)} GB`, gb * logsIngestedGb + kept * logsStoredGbMonth);
};
