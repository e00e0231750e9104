// GET /orders/:orderId/events: JSON by injection, streams over real connections.
import { once } from 'node:events';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TimelineEvent } from '#contracts/http.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { compile } from '#contracts/validate.ts';
import { timeUuid } from '#platform/ids.ts';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';
import { goodTimeline, sentMail, storedOrder } from '../testing/samples.ts';
import { openStream } from '../testing/sse-client.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
let url: string;
let order: OrderRecord;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  order = storedOrder();
  progress(1);
});
afterEach(() => app.close());

/** The order after its first `count` events. */
const progress = (count: number) => {
  memory.orderItems.set(
    order.orderId,
    storedOrder({ orderId: order.orderId, timeline: goodTimeline.slice(0, count) }),
  );
};
const complete = () => {
  progress(6);
  memory.mailItems.set(order.orderId, sentMail(order.orderId));
};
const follow = (headers: Record<string, string> = {}, query = '') =>
  openStream(`${url}/orders/${order.orderId}/events${query}`, headers);
const ids = (events: { id?: string }[]) => events.flatMap(({ id }) => id ?? []);

describe('the timeline as JSON', () => {
  it('tells what has happened so far', async () => {
    progress(4);
    const response = await app.inject(`/orders/${order.orderId}/events`);
    expect(response.headers).toMatchObject({ vary: 'accept', 'cache-control': 'no-store' });
    expect(response.json()).toMatchObject({ orderId: order.orderId, status: 'SHIPPED', final: false });
    expect(response.json().events).toHaveLength(4);
    expect(response.json().events.at(-1)).toMatchObject({
      id: 'f.0',
      type: 'ShipmentPrepared',
      title: 'Your parcel is on its way',
      detail: { carrier: 'UPS', trackingNumber: 'WB1' },
    });
  });

  it('can go on from an event', async () => {
    complete();
    const response = await app.inject(`/orders/${order.orderId}/events?lastEventId=1f.0`);
    expect(ids(response.json().events)).toEqual(['3f.0', '3f.1']);
  });

  it('is what HEAD asks for as well, also with the header of a stream', async () => {
    const headers = { accept: 'text/event-stream' };
    const response = await app.inject({ method: 'HEAD', url: `/orders/${order.orderId}/events`, headers });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain('application/json');
  });

  it('is a 404 for an order that is not there', async () => {
    const response = await app.inject(`/orders/${timeUuid(0)}/events`);
    expect(response.statusCode).toBe(404);
    expect(response.headers['retry-after']).toBe('1');
  });
});

describe('a stream', () => {
  it('tells each event as it happens, then ends', async () => {
    const stream = await follow();
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    expect(await stream.next()).toEqual({ retry: '1000' });
    expect(await stream.next()).toMatchObject({ id: '1.0' });
    progress(2);
    expect(await stream.next()).toMatchObject({ id: '3.0' });
    progress(5);
    expect(
      ids([(await stream.next()) ?? {}, (await stream.next()) ?? {}, (await stream.next()) ?? {}]),
    ).toEqual(['7.0', 'f.0', '1f.0']);
    complete();
    expect(await stream.rest()).toMatchObject([
      { id: '3f.0' },
      { id: '3f.1' },
      { event: 'end', data: '{"status":"COMPLETED"}' },
    ]);
    expect(await stream.ended).toBe(true);
  });

  it('carries events of the documented form', async () => {
    complete();
    const isEvent = compile(TimelineEvent);
    const events = (await (await follow()).rest()).filter(({ id }) => id);
    expect(events).toHaveLength(7);
    for (const { id, data } of events) {
      const event: unknown = JSON.parse(data ?? '');
      expect(isEvent(event) && event.id).toBe(id);
    }
  });

  it('waits for the mail when the order is final already', async () => {
    progress(6);
    const stream = await follow({ 'last-event-id': '3f.0' });
    expect(await stream.next()).toEqual({ retry: '1000' });
    complete();
    expect(await stream.rest()).toMatchObject([{ id: '3f.1' }, { event: 'end' }]);
  });

  it.each([
    ['the header', { 'last-event-id': 'f.0' }, ''],
    ['the query', {}, '?lastEventId=f.0'],
    ['the header, whatever the query says', { 'last-event-id': 'f.0' }, '?lastEventId=1.0'],
  ])('goes on from the event that %s names', async (_, headers, query) => {
    complete();
    const events = await (await follow(headers as Record<string, string>, query)).rest();
    expect(ids(events)).toEqual(['1f.0', '3f.0', '3f.1']);
  });

  it('answers 204 to who has seen everything, so that EventSource stops', async () => {
    complete();
    expect((await follow({ 'last-event-id': '3f.1' })).status).toBe(204);
    expect((await follow({ 'last-event-id': 'fffffff.ff' })).status).toBe(204);
  });

  it('refuses what is not the id of an event', async () => {
    expect((await follow({ 'last-event-id': 'x' })).status).toBe(400);
    expect((await follow({}, '?lastEventId=1')).status).toBe(400);
    expect((await follow({}, `?lastEventId=${'1'.repeat(40)}.0`)).status).toBe(400);
    expect((await follow({}, '?lasteventid=1.0')).status).toBe(400);
  });

  it('waits for an order that was accepted a moment ago', async () => {
    order = storedOrder({ orderId: timeUuid(memory.clock.now) });
    const opening = follow();
    await once(app.server, 'request');
    complete();
    expect(ids(await (await opening).rest())).toHaveLength(7);
  });

  it('is a 404 before it begins when there is no such order', async () => {
    order = storedOrder({ orderId: timeUuid(0) });
    const stream = await follow();
    expect(stream.status).toBe(404);
    expect(stream.headers['content-type']).toBe('application/problem+json');
  });

  it('goes on when the orders could not be read for a while', async () => {
    const stream = await follow();
    await stream.next();
    await stream.next();
    memory.failures.read = new Error('no answer');
    await expect.poll(() => memory.logged.some(({ failures }) => failures === 1)).toBe(true);
    complete();
    delete memory.failures.read;
    expect(ids(await stream.rest())).toHaveLength(6);
  });
});

describe('streams together', () => {
  it('end properly, between two events, when the server stops, and the connection is closed', async () => {
    const streams = await Promise.all([follow(), follow(), follow()]);
    for (const stream of streams) await stream.next();
    await app.close();
    for (const stream of streams) {
      expect(ids(await stream.rest())).toEqual(['1.0']);
      expect(await stream.ended).toBe(true);
    }
  });

  it('leave nothing behind when their clients hang up', async () => {
    const stream = await follow();
    await stream.next();
    stream.hangUp();
    await expect.poll(() => memory.logged.some(({ route }) => String(route).endsWith('/events'))).toBe(true);
    expect(memory.logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  });
});
