// What accepting an order takes beyond the one send that it cannot do without: at 70% of what the API can take, and idle,
// with AWS 10 ms away. Nobody consumes meanwhile.
import { GetQueueUrlCommand, PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { BenchContext } from '../context.ts';
import { figuresOf, type Metric, metricOf } from '../metric.ts';
import { withAws } from '../support/aws.ts';
import { bareSendTarget } from '../support/bare-sends.ts';
import { startCustomers } from '../support/load/load.ts';
import type { Site } from '../support/site.ts';
import { percentile } from '../support/statistics.ts';
import { figure } from '../support/table.ts';

const latencyMs = 10;
const shareOfSaturation = 0.7;
/** For each second that is measured then: how many orders find out what saturation is, some two seconds long. */
const ordersOf = { textbook: 60, waybill: 200 };
const ordersAtOnce = 200;
/** A second, of bare sends beside the orders. */
const sendRate = 50;
const warmUpSends = 1_000;
const sendsAtOnce = 10;
const idleRate = 20;
/** At the rate that is measured then. */
const warmShare = 1 / 3;
/** Of which the middle one counts: what stops this machine for a tenth of a second spoils one, not the figure. */
const stretches = 3;

export const acceptLatency = async ({ onEach, say, note, options }: BenchContext): Promise<Metric[]> => {
  const seconds = options.quick ? 3 : 15;
  const results = await onEach(async (site) => {
    say(`${site.system.name}: latency of accepting orders`);
    const result = await withQueuedOrders(site, () =>
      measure(site, { seconds, orders: seconds * ordersOf[site.system.name] }),
    );
    note(`${site.system.name}, accepting with AWS ${latencyMs} ms away: ${describe(result)}\n`);
    return result;
  });
  return [
    metricOf({
      metric: 'p99 of accept beyond a send, at 70% of saturation',
      unit: 'ms',
      figures: figuresOf(results, ({ loaded }) => loaded.addedMs),
      budget: { atMost: 10 },
    }),
    metricOf({
      metric: 'p99 of accept beyond a send, idle',
      unit: 'ms',
      figures: figuresOf(results, ({ idle }) => idle.addedMs),
      budget: { atMost: 5 },
    }),
  ];
};

type Latency = { rate: number; acceptMs: number; sendMs: number; addedMs: number };
type Result = { saturation: number; loaded: Latency; idle: Latency };

const describe = ({ saturation, loaded, idle }: Result): string =>
  [`saturation ${figure(saturation)} orders/s`, ...[loaded, idle].map(describeLatency)].join('; ');

const describeLatency = ({ rate, acceptMs, sendMs }: Latency): string =>
  `at ${figure(rate)}/s p99 of accept ${figure(acceptMs)} ms, of a send ${figure(sendMs)} ms`;

const measure = async (
  site: Site,
  { seconds, orders }: { seconds: number; orders: number },
): Promise<Result> => {
  await using sends = await startSends(site);
  const placeAll = () =>
    site.customers.call('placeAll', site.newOrders('mixed', orders), orders, ordersAtOnce);
  const latencyAt = async (rate: number, forSeconds: number): Promise<Latency> => {
    const [accepts, bare] = await Promise.all([
      placeAtRate(site, rate, forSeconds),
      sends.atRate(sendRate, forSeconds),
    ]);
    const [acceptMs, sendMs] = [percentile(accepts.latencies, 99), percentile(bare.latencies, 99)];
    return { rate, acceptMs, sendMs, addedMs: acceptMs - sendMs };
  };
  // First, so that its code is compiled: customers seldom meet an API that has just started.
  await placeAll();
  const saturation = orders / (await placeAll()).seconds;
  const rate = saturation * shareOfSaturation;
  await placeAtRate(site, rate, seconds * warmShare);
  const loaded: Latency[] = [];
  while (loaded.length < stretches) loaded.push(await latencyAt(rate, seconds / stretches));
  // Last: by then the API has met every product. One that it has not costs its first customer a read.
  const idle = await latencyAt(idleRate, seconds);
  return { saturation, loaded: middleOf(loaded), idle };
};

const placeAtRate = ({ customers, newOrders }: Site, rate: number, seconds: number) =>
  customers.call('placeAtRate', newOrders('mixed', Math.ceil(rate * seconds)), rate, seconds);

const middleOf = (latencies: readonly Latency[]): Latency =>
  latencies.toSorted((a, b) => a.addedMs - b.addedMs)[Math.floor(latencies.length / 2)] as Latency;

/** Bare sends by a process of their own, under the same conditions as the orders, its code compiled too. */
const startSends = async (site: Site) => {
  const target = await bareSendTarget(site);
  const sender = startCustomers();
  await sender.call('sendAll', target, warmUpSends, sendsAtOnce);
  return {
    atRate: (rate: number, seconds: number) => sender.call('sendAtRate', target, rate, seconds),
    [Symbol.asyncDispose]: () => sender.stop(),
  };
};

/** The orders stay in the queue, and are thrown away after. */
const withQueuedOrders = async <Result>(site: Site, work: () => Promise<Result>): Promise<Result> => {
  const { proxy } = site;
  await proxy.call('closeGate');
  await proxy.call('setLatency', latencyMs);
  const result = await work();
  await proxy.call('setLatency', 0);
  await withAws(site.direct, async ({ sqs, queueName }) => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName('order-queue') }));
    await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });
  await proxy.call('openGate');
  return result;
};
