// The service's ports made of memory, for tests of the routes: what they sent can be seen, what they read can be set.

import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Emission } from '#contracts/events.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { readEnv } from '#platform/env.ts';
import { customerKeyOf } from '#platform/ids.ts';
import { createApp } from '../app.ts';
import type { StockedProduct } from '../catalogue/product-store.ts';
import type { Claim } from '../orders/claim-store.ts';
import type { IndexKey, OrderStore, Partition } from '../orders/order-store.ts';
import type { Ports, Sender } from '../ports.ts';

export type MemoryPorts = Ports & {
  sent: { emission: Emission; traceparent: string }[];
  productItems: Map<string, StockedProduct>;
  orderItems: Map<string, OrderRecord>;
  mailItems: Map<string, MailRecord>;
  claimItems: Map<string, Claim>;
  logged: Record<string, unknown>[];
  clock: { now: number };
  drain: AbortController;
  /** Set one, and calls of that kind fail with it. */
  failures: { send?: Error; read?: Error; claim?: Error; ping?: Error };
};

export const product: StockedProduct = {
  productId: 'p123',
  name: 'Fieldnote Daypack',
  description: 'Waxed canvas',
  price: 9_999,
  currency: 'USD',
  available: 10,
};

const failWith = (error: Error | undefined): void => {
  if (error) throw error;
};

const createSender = (memory: Pick<MemoryPorts, 'sent' | 'failures'>): Sender => ({
  send: async (emission, traceparent) => {
    failWith(memory.failures.send);
    memory.sent.push({ emission, traceparent });
  },
});

const isIn = (order: OrderRecord, { index, value }: Partition): boolean =>
  index === 'byStatus'
    ? order.statusPartition === value
    : customerKeyOf(order.details.customerEmail) === value;

const newestOf = (orders: Iterable<OrderRecord>, partition: Partition, before: string): IndexKey[] =>
  [...orders]
    .filter((order) => isIn(order, partition) && order.createdKey < before)
    .sort((a, b) => (a.createdKey > b.createdKey ? -1 : 1))
    .map(({ orderId, createdKey }) => ({ orderId, createdKey }));

const picked = <Item>(items: ReadonlyMap<string, Item>, ids: readonly string[]): Map<string, Item> =>
  new Map(
    ids.flatMap((id) => {
      const item = items.get(id);
      return item === undefined ? [] : [[id, item] as const];
    }),
  );

type Items = Pick<MemoryPorts, 'orderItems' | 'mailItems' | 'failures'>;

const createOrders = ({ orderItems, mailItems, failures }: Items): OrderStore => ({
  get: async (orderId) => {
    failWith(failures.read);
    return orderItems.get(orderId);
  },
  getMany: async (ids) => {
    failWith(failures.read);
    return picked(orderItems, ids);
  },
  snapshots: async (ids) => {
    failWith(failures.read);
    return new Map(
      ids.map((id) => {
        const [order, mail] = [orderItems.get(id), mailItems.get(id)];
        return [id, { ...(order && { order }), ...(mail && { mail }) }];
      }),
    );
  },
  newest: async (partition, { limit, before = '~' }) => {
    failWith(failures.read);
    return newestOf(orderItems.values(), partition, before).slice(0, limit);
  },
});

const createProducts = ({ productItems, failures }: Pick<MemoryPorts, 'productItems' | 'failures'>) => ({
  find: async (ids: readonly string[]) => {
    failWith(failures.read);
    return picked(productItems, ids);
  },
  list: async ({ limit, after = '' }: { limit: number; after?: string }) =>
    [...productItems.keys()]
      .filter((id) => id > after)
      .sort()
      .slice(0, limit),
});

const createClaims = ({ claimItems, failures }: Pick<MemoryPorts, 'claimItems' | 'failures'>) => ({
  claim: async (claim: Claim, nowSeconds: number) => {
    await delay(0);
    failWith(failures.claim);
    const holder = claimItems.get(claim.id);
    if (holder && holder.expiresAt > nowSeconds) return holder;
    claimItems.set(claim.id, claim);
    return claim;
  },
  find: async (id: string, nowSeconds: number) => {
    const holder = claimItems.get(id);
    return holder && holder.expiresAt > nowSeconds ? holder : undefined;
  },
});

const createItems = () => ({
  sent: [],
  productItems: new Map([[product.productId, product]]),
  orderItems: new Map<string, OrderRecord>(),
  mailItems: new Map<string, MailRecord>(),
  claimItems: new Map<string, Claim>(),
  logged: [] as Record<string, unknown>[],
  clock: { now: Date.now() },
  drain: new AbortController(),
  failures: {} as MemoryPorts['failures'],
});

/** `variables` go over a small and silent environment. */
export const createMemoryPorts = (variables: Record<string, string> = {}): MemoryPorts => {
  const items = createItems();
  const sender = createSender(items);
  const write = (line: string) => void items.logged.push(JSON.parse(line));
  return {
    ...items,
    env: readEnv({ OPERATOR_TOKEN: 'operator-token', CURSOR_SECRET: 'a secret for tests', ...variables }),
    log: pino({ level: 'info', base: null }, { write }),
    now: () => items.clock.now,
    orderQueue: sender,
    inventoryQueue: sender,
    orders: createOrders(items),
    products: createProducts(items),
    claims: createClaims(items),
    ping: async () => failWith(items.failures.ping),
    assets: new Map([
      ['/', { body: Buffer.from('<!doctype html>'), contentType: 'text/html; charset=utf-8', etag: '"one"' }],
    ]),
    draining: items.drain.signal,
  };
};

export type MemoryApp = { app: FastifyInstance; memory: MemoryPorts };

export const createMemoryApp = async (variables: Record<string, string> = {}): Promise<MemoryApp> => {
  const memory = createMemoryPorts(variables);
  return { app: await createApp(memory), memory };
};
