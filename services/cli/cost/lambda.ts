// The same pipeline as Lambda functions behind an HTTP API: same tables, same events, same mails. Pure.
// Where a figure is a guess, it is one in Lambda's favor.
import { queueNames } from '#platform/topology.ts';
import type { Settings } from '../stack/settings.ts';
import { assumptions } from './assumptions.ts';
import { watching } from './fixed.ts';
import { fixed, type Line, many, sumOf, variable } from './line.ts';
import { measuredPerOrder } from './measured.ts';
import { daysPerMonth, gigabytes, hoursPerMonth, perMillion, prices } from './price-list.ts';
import { tasksOf } from './shape.ts';
import { type Demand, logLine, stateLines } from './variable.ts';

const lambdaAssumptions = {
  /** Products, the order, and two looks at it; the pages come from elsewhere, and cost nothing here. */
  requestsPerOrder: 4,
  /** For each request and each delivery: a few calls to AWS of 10 to 20 ms. */
  invocationSeconds: 0.1,
  gb: 0.5,
  /** Messages that one invocation gets. Functions do not share calls between invocations. */
  messagesPerInvocation: 2,
  /** Lambda polls each queue by so many long polls, work or none. */
  pollersPerQueue: 5,
  /** What Lambda itself logs of an invocation. */
  logBytesPerInvocation: 300,
} as const;

export const lambdaLines = (settings: Settings, demand: Demand): Line[] => {
  const orders = demand.ordersPerDay * daysPerMonth;
  return [
    ...watching(settings, tasksOf(settings)),
    emptyReceives(),
    ...compute(orders, settings),
    ...stateLines(demand, measuredPerOrder),
  ];
};

export const lambdaMonth = (settings: Settings, demand: Demand): number =>
  sumOf(lambdaLines(settings, demand));

const emptyReceives = (): Line => {
  const pollers = queueNames.length * lambdaAssumptions.pollersPerQueue;
  const count = (pollers * hoursPerMonth * 3_600) / assumptions.receiveWaitSeconds;
  return fixed(
    'SQS, receives that bring nothing',
    `${many(count)} requests`,
    perMillion(count, prices.sqs.millionRequests),
  );
};

const compute = (orders: number, settings: Settings): Line[] => {
  const { requestsPerOrder, messagesPerInvocation, invocationSeconds, gb } = lambdaAssumptions;
  const { deliveriesPerOrder, eventsPerOrder, logBytes } = assumptions;
  const batches = (deliveriesPerOrder / messagesPerInvocation) * orders;
  const requests = requestsPerOrder * orders;
  const invocations = requests + batches;
  const gbSeconds = invocations * invocationSeconds * gb;
  // One send; each batch is received once and deleted once.
  const sqs = orders + 2 * batches;
  const events = eventsPerOrder * orders;
  const logged = logBytes * orders + lambdaAssumptions.logBytesPerInvocation * invocations;
  return [
    variable('HTTP API', `${many(requests)} requests`, perMillion(requests, prices.httpApi.millionRequests)),
    variable(
      'Lambda, invocations',
      many(invocations),
      perMillion(invocations, prices.lambda.millionRequests),
    ),
    variable('Lambda, time', `${many(gbSeconds)} GB-seconds`, gbSeconds * prices.lambda.gbSecondArm),
    variable('SQS', `${many(sqs)} requests`, perMillion(sqs, prices.sqs.millionRequests)),
    variable('SNS', `${many(events)} publishes`, perMillion(events, prices.sns.millionPublishes)),
    logLine(gigabytes(logged), settings.log_retention_days),
  ];
};
