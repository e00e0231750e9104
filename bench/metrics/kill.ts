// What `kill -9` of a worker costs in the middle of a drain, when it is restarted at once: time, and whether anything is
// lost, doubled or oversold. Waybill alone.
import { setTimeout as delay } from 'node:timers/promises';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { queueSettings } from '#platform/topology.ts';
import type { BenchContext } from '../context.ts';
import { type Metric, metricOf } from '../metric.ts';
import { withAws } from '../support/aws.ts';
import { type Plan, runQueued } from '../support/queued-run.ts';
import { countFaults, type Faults } from '../support/reconciliation.ts';
import { type Site, untilMailed } from '../support/site.ts';

const victims = ['inventory', 'payment'] as const;
type Victim = (typeof victims)[number];

const slackSeconds = 5;

const planOf = (orders: number): Plan => ({ kind: 'mixed', orders, latencyMs: 0 });

export const kill = async ({ on, options, queued, say, note }: BenchContext): Promise<Metric[]> => {
  if (!options.systems.includes('waybill')) return [];
  const orders = options.quick ? 500 : 1_000;
  return on('waybill', async (site) => {
    const undisturbed = await queued(site, planOf(orders));
    const metrics: Metric[] = [];
    const faults: Faults = { lost: 0, doubled: 0, oversold: 0 };
    for (const victim of options.quick ? victims.slice(0, 1) : victims) {
      say(`waybill: ${orders} orders, kill -9 of ${victim}`);
      const run = await drainWithKill(site, victim, orders);
      metrics.push(extraTime(victim, run.drainSeconds - undisturbed.drainSeconds));
      faults.lost += run.lost;
      faults.doubled += run.doubled;
    }
    const books = await countFaults(site);
    for (const exception of books.exceptions) note(`after the kills: ${exception}\n`);
    return [...metrics, ...faultMetrics(faults, books.faults)];
  });
};

/** `doubled`: mails too many. */
const drainWithKill = async (site: Site, victim: Victim, orders: number) => {
  const disturb = async () => {
    await untilMailed(site, Math.round(orders / 3));
    await untilBusy(site, `${victim}-queue`);
    await site.fleet.killAndRestart(victim);
  };
  const run = await runQueued(site, planOf(orders), disturb);
  const mails = Object.values(await site.proxy.call('mailCounts'));
  return { ...run, doubled: mails.reduce((surplus, count) => surplus + count - 1, 0) };
};

const looks = { count: 2_000, pauseMs: 5 };

/** Resolves while the victim holds messages: what it takes to its grave comes back when the visibility timeout has run out. */
const untilBusy = (site: Site, queue: string): Promise<void> =>
  withAws(site.direct, async ({ sqs, queueName }) => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: queueName(queue) }));
    const AttributeNames = ['ApproximateNumberOfMessagesNotVisible' as const];
    for (let look = 0; look < looks.count; look += 1) {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      if (Number(Attributes?.ApproximateNumberOfMessagesNotVisible) > 0) return;
      await delay(looks.pauseMs);
    }
    throw new Error(`Nothing was ever in flight in ${queue}`);
  });

const extraTime = (victim: Victim, waybill: number): Metric => {
  const { visibilityTimeoutSeconds } = queueSettings(`${victim}-queue`);
  const budget = { atMost: visibilityTimeoutSeconds + slackSeconds };
  return metricOf({ metric: `kill -9 of ${victim}: extra time`, unit: 's', figures: { waybill }, budget });
};

const faultMetrics = (seen: Faults, booked: Faults): Metric[] =>
  (['lost', 'doubled', 'oversold'] as const).map((fault) =>
    metricOf({
      metric: `kill -9: ${fault}`,
      unit: '',
      figures: { waybill: seen[fault] + booked[fault] },
      budget: { atMost: 0 },
    }),
  );
