// What a service counts: orders on their way, and what went wrong. Counting adds to a number in memory; once a minute, and
// when the service stops, what was counted becomes lines on stdout that CloudWatch reads as metrics (emf.ts).
import type { Ending } from '#contracts/order-status.ts';
import { emfDocuments } from './emf.ts';
import { type Env, environmentOf } from './env.ts';
import type { Logger } from './logger.ts';
import type { Timers } from './timers.ts';
import type { ServiceName } from './topology.ts';

/**
 * docs/metrics.md says what each counts. From OrdersPlaced on, an order counts once, with the write that decides its step: a
 * redelivery finds that write made, and counts nothing.
 */
export const metricNames = [
  'OrdersReceived',
  'OrdersPlaced',
  'OrdersAuthorized',
  'OrdersReserved',
  'OrdersShipped',
  'OrdersProcessed',
  'MailsSent',
  'OrdersResumed',
  'OrdersStuck',
  'ReconciliationExceptions',
  'TaskErrors',
  'MessagesRetried',
  'DeadLettered',
] as const;

type MetricName = (typeof metricNames)[number];

/** How an order ended is the one thing that a metric is told apart by: the set of metrics is bounded, and so is their price. */
export type Count = (metric: MetricName, more?: { outcome?: Ending; by?: number }) => void;

type Metrics = {
  count: Count;
  /** Writes what was counted since the last minute. */
  stop: () => void;
};

type MetricsDeps = {
  env: Pick<Env, 'METRICS' | 'RESOURCE_PREFIX'>;
  log: Logger;
  now: () => number;
  timers: Timers;
};

const flushMs = 60_000;

export const createMetrics = (deps: MetricsDeps, service: ServiceName): Metrics =>
  deps.env.METRICS === 'emf' ? createEmfMetrics(deps, service) : silentMetrics;

export const silentMetrics: Metrics = { count: () => undefined, stop: () => undefined };

/** By outcome, '' where there is none. */
export type Counts = Map<Ending | '', Map<MetricName, number>>;

const createEmfMetrics = ({ env, log, now, timers }: MetricsDeps, service: ServiceName): Metrics => {
  // As log lines, so that they never end up in the middle of one; whatever LOG_LEVEL says.
  const lines = log.child({}, { level: 'info' });
  const place = { environment: environmentOf(env), service };
  let counts: Counts = new Map();
  let timer: { cancel: () => void } | undefined;

  const flush = () => {
    timer?.cancel();
    timer = undefined;
    const counted = counts;
    counts = new Map();
    for (const document of emfDocuments(place, counted, now())) lines.info(document, 'metrics');
  };

  return {
    count: (metric, { outcome: given, by = 1 } = {}) => {
      const outcome = given ?? '';
      const ofOutcome = counts.get(outcome) ?? new Map<MetricName, number>();
      counts.set(outcome, ofOutcome.set(metric, (ofOutcome.get(metric) ?? 0) + by));
      timer ??= timers.after(flushMs, flush);
    },
    stop: flush,
  };
};
