// The measurement that most figures come from: orders are queued through the API while nobody consumes, then consumed
// until the last mail is out.
import { setTimeout as delay } from 'node:timers/promises';
import type { OrderKind } from './orders.ts';
import type { Counts } from './proxy/counters.ts';
import { awaitMails, missingMails, type Site } from './site.ts';

export type QueuedRun = {
  orders: number;
  /** Seconds until the last order was accepted; then, from the first receive, until the last mail. */
  acceptSeconds: number;
  drainSeconds: number;
  /** Milliseconds of CPU by service; `drainCpuMs` without the time in which orders were accepted. */
  cpuMs: Record<string, number>;
  drainCpuMs: Record<string, number>;
  counts: Counts;
  /** Orders without a mail: none, unless the run was disturbed. */
  lost: number;
};

export type Plan = {
  kind: OrderKind;
  orders: number;
  /** Added to each AWS call. */
  latencyMs: number;
};

const atOnce = 200;

/** For what follows the last mail: the mail is marked as sent, messages are acknowledged. */
const settleMs = 300;

/** `disturb` happens while the queue is drained. @throws Error when an order is refused, or a mail does not come */
export const runQueued = async (
  site: Site,
  { kind, orders, latencyMs }: Plan,
  disturb?: () => Promise<void>,
): Promise<QueuedRun> => {
  const { proxy, customers, fleet } = site;
  await proxy.call('closeGate');
  await proxy.call('reset');
  await proxy.call('setLatency', latencyMs);
  const before = fleet.cpuMs();
  const { seconds } = await customers.call('placeAll', site.newOrders(kind, orders), orders, atOnce);
  const queued = fleet.cpuMs();
  const drained = await drain(site, orders, disturb);
  const after = fleet.cpuMs();
  await delay(settleMs);
  await proxy.call('setLatency', 0);
  return {
    orders,
    acceptSeconds: seconds,
    ...drained,
    cpuMs: difference(after, before),
    drainCpuMs: difference(after, queued),
    counts: await proxy.call('counts'),
  };
};

const drain = async (site: Site, orders: number, disturb?: () => Promise<void>) => {
  const startedAt = Date.now();
  await site.proxy.call('openGate');
  const mailed = awaitMails(site, orders);
  const [{ at, missing }] = await Promise.all([mailed, disturb?.()]);
  if (missing > 0 && !disturb) throw missingMails(site, missing, orders);
  return { drainSeconds: (at - startedAt) / 1_000, lost: missing };
};

const difference = (after: Record<string, number>, before: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, value]) => [name, value - (before[name] ?? 0)]));

export const sum = (figures: Record<string, number>): number =>
  Object.values(figures).reduce((total, one) => total + one, 0);
