// What the application needs from outside, made of memory: what it sends can be seen, what it reads can be set.
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import type { Emission } from '#contracts/events.ts';
import type { DeadLetter } from '#contracts/http-ops.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import { entriesOf, type OrderKey } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { readEnv } from '#platform/env.ts';
import { customerKeyOf } from '#platform/ids.ts';
import { silentMetrics } from '#platform/metrics.ts';
import type { FinishedSpan } from '#platform/tracer.ts';
import { createApp } from '../app.ts';
import type { AppDependencies, Sender } from '../app-dependencies.ts';
import type { StockedProduct } from '../catalogue/product-reader.ts';
import { createMemoryOperations, type MemoryOperations } from '../ops/testing/memory-operations.ts';
import type { IdempotencyClaim } from '../orders/idempotency-claims.ts';
import type { OrderReader, Partition } from '../orders/order-reader.ts';

export type MemoryDependencies = AppDependencies & {
  sent: { emission: Emission; traceparent: string }[];
  productItems: Map<string, StockedProduct>;
  /** Raise it when you change a product. */
  catalogue: { edition: number };
  orderItems: Map<string, OrderRecord>;
  mailItems: Map<string, MailRecord>;
  claimItems: Map<string, IdempotencyClaim>;
  operations: MemoryOperations;
  logged: Record<string, unknown>[];
  spans: FinishedSpan[];
  clock: { now: number };
  drain: AbortController;
  /** Set one, and calls of that kind fail with it. */
  failures: { send?: Error; read?: Error; claim?: Error; ping?: Error };
};

const deadLetters: DeadLetter[] = [
  {
    messageId: 'aaaa0001',
    queue: 'payment-queue',
    movedBy: 'waybill',
    failureReason: 'Permanent: never',
    redrives: 0,
  },
];

export const product: StockedProduct = {
  productId: 'p123',
  name: 'Fieldnote Daypack',
  description: 'Waxed canvas',
  price: 9_999,
  currency: 'USD',
  available: 10,
};

type MemoryApp = { app: FastifyInstance; memory: MemoryDependencies };

export const createMemoryApp = async (variables: Record<string, string> = {}): Promise<MemoryApp> => {
  const memory = createMemoryDependencies(variables);
  return { app: await createApp(memory), memory };
};

/** `variables` go over a small and silent environment. */
export const createMemoryDependencies = (variables: Record<string, string> = {}): MemoryDependencies => {
  const items = createItems();
  const sender = createSender(items);
  const write = (line: string) => void items.logged.push(JSON.parse(line));
  return {
    ...items,
    env: readEnv({ OPERATOR_TOKEN: 'operator-token', CURSOR_SECRET: 'a secret for tests', ...variables }),
    log: pino({ level: 'info', base: null }, { write }),
    now: () => items.clock.now,
    count: silentMetrics.count,
    recordSpan: (span) => void items.spans.push(span),
    orderQueue: sender,
    inventoryQueue: sender,
    orders: createOrders(items),
    products: createProducts(items),
    claims: createClaims(items),
    operations: createMemoryOperations(deadLetters),
    ping: async () => failWith(items.failures.ping),
    assets: new Map([
      ['/', { body: Buffer.from('<!doctype html>'), contentType: 'text/html; charset=utf-8', etag: '"one"' }],
    ]),
    draining: items.drain.signal,
  };
};

const createItems = () => ({
  sent: [],
  productItems: new Map([[product.productId, product]]),
  catalogue: { edition: 0 },
  orderItems: new Map<string, OrderRecord>(),
  mailItems: new Map<string, MailRecord>(),
  claimItems: new Map<string, IdempotencyClaim>(),
  logged: [] as Record<string, unknown>[],
  spans: [] as FinishedSpan[],
  clock: { now: Date.now() },
  drain: new AbortController(),
  failures: {} as MemoryDependencies['failures'],
});

const createSender = (memory: Pick<MemoryDependencies, 'sent' | 'failures'>): Sender => ({
  send: async (emission, traceparent) => {
    failWith(memory.failures.send);
    memory.sent.push({ emission, traceparent });
  },
});

type Items = Pick<MemoryDependencies, 'orderItems' | 'mailItems' | 'failures'>;

const createOrders = ({ orderItems, mailItems, failures }: Items): OrderReader => ({
  get: async (orderId) => {
    failWith(failures.read);
    const [order, mail] = [orderItems.get(orderId), mailItems.get(orderId)];
    return { ...(order && { order }), ...(mail && { mail }) };
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

const isIn = (order: OrderRecord, partition: Partition): boolean =>
  partition.value ===
  {
    byStatus: order.statusPartition,
    byCustomer: customerKeyOf(order.details.customerEmail),
    journal: entriesOf([order])[0]?.journal,
  }[partition.in];

const newestOf = (orders: Iterable<OrderRecord>, partition: Partition, before: string): OrderKey[] =>
  [...orders]
    .filter((order) => isIn(order, partition) && order.createdKey < before)
    .sort((a, b) => (a.createdKey > b.createdKey ? -1 : 1))
    .map(({ orderId, createdKey }) => ({ orderId, createdKey }));

const createProducts = ({
  productItems,
  catalogue,
  failures,
}: Pick<MemoryDependencies, 'productItems' | 'catalogue' | 'failures'>) => ({
  find: async (ids: readonly string[]) => {
    failWith(failures.read);
    return picked(productItems, ids);
  },
  edition: async () => {
    failWith(failures.read);
    return catalogue.edition;
  },
  list: async ({ limit, after = '' }: { limit: number; after?: string }) =>
    [...productItems.keys()]
      .filter((id) => id > after)
      .sort()
      .slice(0, limit),
});

const picked = <Item>(items: ReadonlyMap<string, Item>, ids: readonly string[]): Map<string, Item> =>
  new Map(
    ids.flatMap((id) => {
      const item = items.get(id);
      return item === undefined ? [] : [[id, item] as const];
    }),
  );

const createClaims = ({ claimItems, failures }: Pick<MemoryDependencies, 'claimItems' | 'failures'>) => ({
  claim: async (claim: IdempotencyClaim, nowSeconds: number) => {
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

const failWith = (error: Error | undefined): void => {
  if (error) throw error;
};
