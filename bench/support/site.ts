// A system that is ready to be measured: its emulators, the proxy before them, its processes, and its customers.
import { setTimeout as delay } from 'node:timers/promises';
import { anyFreePort } from '../../localstack/ports.ts';
import { probe } from '../../localstack/probe.ts';
import { type System, workers } from '../systems.ts';
import { credentials } from './aws.ts';
import { startEmulators } from './emulators.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { type Customers, startCustomers } from './load/load.ts';
import type { OrderKind } from './orders.ts';
import { type CountingProxy, startProxy } from './proxy/proxy.ts';

export type Site = {
  system: System;
  proxy: CountingProxy;
  customers: Customers;
  fleet: Fleet;
  /** The environment of its processes; `direct` goes past the proxy. */
  variables: Record<string, string>;
  direct: Record<string, string>;
  /** Orders of indexes that nobody has had before: each has a mail address of its own. */
  newOrders: (kind: OrderKind, count: number) => { url: string; kind: OrderKind; firstIndex: number };
  stop: () => Promise<void>;
};

/** As in production, but that nobody limits the customers' rate. */
export const commonVariables = {
  ...credentials,
  HOST: '127.0.0.1',
  LOG_LEVEL: 'info',
  RATE_LIMIT_PER_MINUTE: '100000000',
  OPERATOR_TOKEN: 'bench-operator',
};

const atOnce = 50;
const readyWithinMs = 120_000;

/** `processes`: how many of each worker; `extra`: environment of the system's own. Resolves when it runs warm: code compiled, connections open, caches filled. */
export const startSite = async (
  system: System,
  processes = 1,
  extra: Record<string, string> = {},
): Promise<Site> => {
  const emulators = await startEmulators();
  const { proxy, variables: proxied } = await startProxy(emulators.endpoints);
  const customers = startCustomers();
  const port = await anyFreePort();
  const own = { ...commonVariables, ...system.variables, RESOURCE_PREFIX: system.prefix, PORT: String(port) };
  const direct = { ...emulators.endpoints, ...own };
  const variables = { ...proxied, ...own, ...extra };
  await system.provision(direct);
  const allWorkers = Array.from({ length: processes }, () => workers).flat();
  const fleet = startFleet(system.program, ['orders-api', ...allWorkers], variables);
  const url = `http://127.0.0.1:${port}`;
  let ordered = 0;
  const site: Site = {
    system,
    proxy,
    customers,
    fleet,
    variables,
    direct,
    newOrders: (kind, count) => {
      ordered += count;
      return { url, kind, firstIndex: ordered - count };
    },
    stop: async () => {
      await Promise.all([fleet.stop(), customers.stop()]);
      await Promise.all([proxy.stop(), emulators.stop()]);
    },
  };
  await untilReady(site, url);
  await warmUp(site);
  return site;
};

const untilReady = async ({ fleet }: Site, url: string): Promise<void> => {
  const deadline = performance.now() + readyWithinMs;
  while (!(await probe(`${url}/health/ready`))?.ok) {
    fleet.assertRunning();
    if (performance.now() > deadline) throw new Error(`${url} did not become ready`);
    await delay(50);
  }
};

const warmUp = async (site: Site): Promise<void> => {
  const { customers, newOrders } = site;
  const { warmUpOrders } = site.system;
  await customers.call('placeAll', newOrders('mixed', warmUpOrders), warmUpOrders, atOnce);
  await untilMailed(site, warmUpOrders);
};

const lookMs = 1_000;
/** Without any mail, before the rest is given up: several visibility timeouts. */
const stallMs = 120_000;

/**
 * Resolves when so many customers have had a mail, or when no more come. `at`: since the epoch.
 * @throws Error as soon as a process has ended by itself
 */
export const awaitMails = async ({ proxy, fleet }: Site, count: number) => {
  let progress = { recipients: -1, at: 0 };
  for (;;) {
    const { at, recipients } = await proxy.call('mailsUntil', count, lookMs);
    fleet.assertRunning();
    if (recipients > progress.recipients) progress = { recipients, at };
    if (recipients >= count || at - progress.at > stallMs)
      return { at, missing: Math.max(0, count - recipients) };
  }
};

export const missingMails = ({ system }: Site, missing: number, count: number): Error =>
  new Error(`${system.name}: ${missing} of ${count} mails did not come`);

/** As awaitMails, resolving with the time. @throws Error when one does not come */
export const untilMailed = async (site: Site, count: number): Promise<number> => {
  const { at, missing } = await awaitMails(site, count);
  if (missing > 0) throw missingMails(site, missing, count);
  return at;
};
