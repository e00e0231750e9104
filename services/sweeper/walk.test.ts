// The walk through one journal, with orders, checkpoint and clock in memory.
import { describe, expect, it } from 'vitest';
import { secondOf } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { isUnwatched } from '#contracts/status-index.ts';
import { createLogger } from '#platform/logger.ts';
import { silentMetrics } from '#platform/metrics.ts';
import type { OrderFinder } from './order-finder.ts';
import { createWalk } from './walk.ts';

const now = Date.parse('2026-01-02T12:00:00.000Z');
const times = { now, stalledAfterMs: 300_000 };
const look = { createdBefore: '2026-01-02T11:55:00.000Z', times, signal: new AbortController().signal };
const begin = Date.parse('2026-01-02T01:00:00.000Z');

const orderOf = (number: number, change: Partial<OrderRecord> = {}) => {
  const orderId = `order-${String(number).padStart(6, '0')}`;
  const createdAt = new Date(begin + number).toISOString();
  const createdKey = `${createdAt}#${orderId}`;
  const open = { status: 'RECEIVED', timeline: [] };
  return { orderId, createdAt, createdKey, expiresAt: '2100', ...open, ...change } as unknown as OrderRecord;
};

/** Each page takes `pageMs`. */
const setUp = (orders: OrderRecord[], { checkpoint = '', pageMs = 0 } = {}) => {
  const clock = { now };
  const saved = { checkpoint, pages: 0 };
  const asked: string[] = [];
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  const found = (keys: readonly { orderId: string }[]) =>
    keys.flatMap(({ orderId }) => byId.get(orderId) ?? []);
  const finder: OrderFinder = {
    page: async () => [],
    journalPage: async ({ from, before, after }) => {
      saved.pages += 1;
      clock.now += pageMs;
      const place = after ? Number(after.split('#')[1]) : orders.findIndex((one) => one.createdAt >= from);
      const keys = orders.slice(place, place + 100).filter(({ createdAt }) => createdAt < before);
      const last = keys.at(-1) && `${secondOf(keys.at(-1)?.createdAt ?? '')}#${place + keys.length}`;
      return { keys, last, isFull: keys.length === 100 };
    },
    unwatched: async (keys) => found(keys).filter(isUnwatched),
    records: async (keys) => found(keys),
  };
  const lines: { msg: string }[] = [];
  const startAnew = () => {
    const walk = createWalk(
      {
        finder,
        checkpoints: {
          read: async () => saved.checkpoint || undefined,
          advance: async (_, passed) => void Object.assign(saved, { checkpoint: passed }),
        },
        orderQueue: { send: async ({ subject }) => void asked.push(subject) },
        now: () => clock.now,
        log: createLogger('info', { write: (text) => lines.push(JSON.parse(text)) }),
        count: silentMetrics.count,
      },
      'journal#0',
    );
    return async (change: object = {}) => {
      await walk({ ...look, ...change });
      return asked.splice(0);
    };
  };
  return { saved, lines, startAnew };
};

const over = { status: 'COMPLETED' } as const;
const watched = { statusPartition: 'WATCHED#0' };
const many = (count: number, change: Partial<OrderRecord> = {}) =>
  Array.from({ length: count }, (_, number) => orderOf(number, change));

describe('a walk', () => {
  it('passes what is over or watched, and saves how far it is', async () => {
    const { saved, startAnew } = setUp([...many(2, over), orderOf(2, watched)]);
    expect(await startAnew()()).toEqual([]);
    expect(saved.checkpoint).toBe(secondOf(orderOf(2).createdAt));
  });

  it('asks about what is due, sweep after sweep, and does not pass it until it is watched', async () => {
    const orders = [orderOf(0), orderOf(1, over)];
    const { saved, startAnew } = setUp(orders);
    const sweep = startAnew();
    for (const _ of [1, 2]) expect(await sweep()).toEqual(['order-000000']);
    expect(saved.checkpoint).toBe(secondOf(orderOf(0).createdAt));
    expect(await startAnew()()).toEqual(['order-000000']);
    Object.assign(orders[0] ?? {}, watched);
    expect(await sweep()).toEqual([]);
    expect(saved.checkpoint).toBe(secondOf(orderOf(1).createdAt));
  });

  it('keeps in mind what is not due yet, and while orders stand in line what has not expired', async () => {
    const timeline = [{ type: '', status: 'RECEIVED', at: new Date(now - 60_000).toISOString() }] as const;
    const orders = [orderOf(0, { timeline: [...timeline] }), orderOf(1), orderOf(2, over)];
    const { saved, startAnew } = setUp(orders);
    const sweep = startAnew();
    expect(await sweep({ times: { ...times, onlyExpired: true } })).toEqual([]);
    expect(saved.checkpoint).toBe(secondOf(orderOf(0).createdAt));
    expect(await sweep()).toEqual(['order-000001']);
    expect(await sweep({ times: { ...times, now: now + 300_000 } })).toContain('order-000000');
  });

  it('looks at 1,000 pages and no more, says so, and goes on there the next time', async () => {
    const { saved, lines, startAnew } = setUp(many(100_050, over));
    const sweep = startAnew();
    await sweep();
    expect(saved.checkpoint).toBe(secondOf(orderOf(99_999).createdAt));
    expect(lines.map(({ msg }) => msg)).toEqual(['orders are left to the next sweep']);
    await sweep();
    expect(saved).toEqual({ checkpoint: secondOf(orderOf(100_049).createdAt), pages: 1_001 });
    expect(lines).toHaveLength(1);
  });

  it('that starts anew looks at all of the second at which another has stopped', async () => {
    const { saved, startAnew } = setUp([...many(120, over), orderOf(120)]);
    const stopped = setUp(many(100, over), { checkpoint: '' });
    await stopped.startAnew()();
    Object.assign(saved, { checkpoint: stopped.saved.checkpoint });
    expect(await startAnew()()).toEqual([orderOf(120).orderId]);
    expect(saved.checkpoint).toBe(secondOf(orderOf(120).createdAt));
  });

  it('looks for ten seconds and no longer', async () => {
    const { saved, startAnew } = setUp(many(5_000, over), { pageMs: 1_000 });
    await startAnew()();
    expect(saved.pages).toBe(10);
  });

  it('keeps 500 open orders in mind and asks about 100 at most, each in its turn', async () => {
    const { saved, lines, startAnew } = setUp(many(700));
    const sweep = startAnew();
    const asked: string[] = [];
    for (const _ of [1, 2, 3, 4, 5]) asked.push(...(await sweep()));
    expect(asked).toHaveLength(500);
    expect(new Set(asked).size).toBe(500);
    expect(saved.pages).toBe(5);
    expect(lines).toContainEqual(expect.objectContaining({ journal: 'journal#0', open: 500 }));
  });

  it('keeps no more than 500 in mind where a part of each page is over', async () => {
    const orders = many(700).map((order, number) => (number % 100 === 0 ? { ...order, ...over } : order));
    const { lines, startAnew } = setUp(orders);
    await startAnew()();
    expect(lines.at(-1)).toMatchObject({ msg: 'orders are left to the next sweep', open: 495 });
  });
});
