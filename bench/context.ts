// What each measurement is given: sites to measure on, the runs that several of them share, and where to tell of it.
import type { PerOrder } from '../services/cli/cost/measured.ts';
import type { Options } from './options.ts';
import { describeRun } from './support/describe-run.ts';
import type { Picture } from './support/document.ts';
import type { OrderKind } from './support/orders.ts';
import type { Plot } from './support/plot.ts';
import { type Plan, type QueuedRun, runQueued } from './support/queued-run.ts';
import { type Site, startSite } from './support/site.ts';
import { type System, type SystemName, systems } from './systems.ts';

type Say = (text: string) => void;

export type BenchContext = Sites & {
  options: Options;
  /** Progress. */
  say: Say;
  /** What stands below the table, for people. */
  note: (text: string) => void;
  /** For the document. */
  plot: (plot: Plot) => void;
  picture: (picture: Picture) => void;
  /** Of Waybill: what `npm run cost` needs. */
  keep: (found: Partial<PerOrder>) => void;
};

type Sites = {
  /** Works on the system's site, which is started when it is first asked for; the other site is at rest meanwhile. */
  on: <Result>(name: SystemName, work: (site: Site) => Promise<Result>) => Promise<Result>;
  /** The same work on each system that was asked for, one after the other. */
  onEach: <Result>(work: (site: Site) => Promise<Result>) => Promise<{ [Name in SystemName]?: Result }>;
  /** A queued run, made once for each plan however many measurements look at it. */
  queued: (site: Site, plan: Plan) => Promise<QueuedRun>;
};

/**
 * How many orders a system is given in a run: the textbook is slow, and its figures are per order. Calls, CPU and the drain are
 * seen in one run of mixed orders.
 */
export const planFor = ({ quick }: Options, { system }: Site, kind: OrderKind): Plan => {
  const waybill = kind === 'mixed' ? 10_000 : 2_000;
  const [whole, part] = system.name === 'textbook' ? [200, 50] : [waybill, 500];
  return { kind, orders: quick ? part : whole, latencyMs: 0 };
};

/** A quick run measures code that is less well compiled. */
const quickWarmUp = 1 / 3;

const systemFor = ({ quick }: Options, name: SystemName): System => {
  const system = systems[name];
  return quick ? { ...system, warmUpOrders: Math.round(system.warmUpOrders * quickWarmUp) } : system;
};

/** What it starts ends with this process. */
export const createContext = (
  options: Options,
  say: Say,
): Omit<BenchContext, 'note' | 'plot' | 'picture' | 'keep'> => {
  const sites = new Map<SystemName, Promise<Site>>();

  const on: Sites['on'] = async (name, work) => {
    if (!sites.has(name)) say(`${name}: starting`);
    const started = sites.get(name) ?? startSite(systemFor(options, name));
    sites.set(name, started);
    const site = await started;
    await site.proxy.call('openGate');
    return work(site).finally(() => site.proxy.call('closeGate'));
  };

  const onEach: Sites['onEach'] = async (work) => {
    const results: { [Name in SystemName]?: Awaited<ReturnType<typeof work>> } = {};
    for (const name of options.systems) results[name] = await on(name, work);
    return results;
  };

  return { options, say, on, onEach, queued: createQueued(options, say) };
};

const createQueued = ({ verbose }: Options, say: Say): Sites['queued'] => {
  const runs = new Map<string, Promise<QueuedRun>>();

  const make = async (site: Site, plan: Plan): Promise<QueuedRun> => {
    const { name, prefix } = site.system;
    say(`${name}: ${plan.orders} orders (${plan.kind}), ${plan.latencyMs} ms to AWS`);
    const run = await runQueued(site, plan);
    if (verbose) say(describeRun(run, prefix));
    for (const failure of Object.keys(run.counts.refusals).filter((name) => / 5\d\d /.test(name)))
      say(`An emulator failed, the figures may be wrong: ${failure}`);
    return run;
  };

  return (site, plan) => {
    const key = JSON.stringify([site.system.name, plan]);
    const run = runs.get(key) ?? make(site, plan);
    runs.set(key, run);
    return run;
  };
};
