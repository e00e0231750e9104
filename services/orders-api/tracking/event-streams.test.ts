// The streams' limits, with time in the test's hand.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../orders/order-reader.ts';
import { goodTimeline, sentMail, storedOrder } from '../testing/samples.ts';
import { createEventStreams, type EventStreamsOptions } from './event-streams.ts';
import type { OrderListener } from './order-watch.ts';
import { start } from './timeline-position.ts';

const order = storedOrder();
const setup = (options: EventStreamsOptions = {}) => {
  const listeners = new Set<OrderListener>();
  const watch = {
    watch: (_: string, listener: OrderListener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => undefined,
  };
  const streams = createEventStreams({ watch }, options);
  const open = () => streams.open({ orderId: order.orderId, first: { order }, since: start });
  const tell = (snapshot: Snapshot) => {
    for (const listener of listeners) listener(snapshot);
  };
  return { listeners, streams, open, tell };
};
const flow = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a stream', () => {
  it('says every 15 s that it is still there', async () => {
    const { open, streams } = setup();
    const chunks: string[] = [];
    open()
      .setEncoding('utf8')
      .on('data', (chunk) => chunks.push(chunk));
    await vi.advanceTimersByTimeAsync(45_000);
    expect(chunks.filter((chunk) => chunk.startsWith(':'))).toHaveLength(3);
    streams.close();
  });

  it('ends after ten minutes, and leaves nothing behind', async () => {
    const { open, listeners } = setup();
    const stream = open().resume();
    const ended = vi.fn();
    stream.on('end', ended);
    await vi.advanceTimersByTimeAsync(599_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalled();
    expect([listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('takes nothing from its order while its client does not read, and then only what is new', async () => {
    const { open, tell } = setup();
    const stream = open().setEncoding('utf8');
    stream.read(0);
    await flow();
    const chunks = [stream.read()];
    await flow();
    const taken = stream.readableLength;
    for (let count = 2; count <= 6; count += 1) {
      const timeline = goodTimeline.slice(0, count);
      tell({ order: storedOrder({ orderId: order.orderId, timeline }), mail: sentMail(order.orderId) });
      await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(stream.readableLength).toBe(taken);
    chunks.push(...(await stream.toArray()));
    expect(chunks.map((chunk) => chunk.split('\n', 1)[0])).toEqual([
      'retry: 1000',
      ...['1.0', '3.0', '7.0', 'f.0', '1f.0', '3f.0', '3f.1'].map((id) => `id: ${id}`),
      'event: end',
    ]);
  });

  it('leaves nothing behind when its client goes', async () => {
    const { open, tell, listeners } = setup();
    const stream = open();
    stream.read(0);
    await flow();
    tell({ order: storedOrder({ orderId: order.orderId, timeline: goodTimeline }) });
    stream.destroy();
    await flow();
    expect([listeners.size, vi.getTimerCount()]).toEqual([0, 0]);
  });

  it('is cut off when its client does not even take its end', async () => {
    const { open, streams } = setup();
    const stream = open();
    stream.on('error', () => undefined);
    streams.close();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(stream.destroyed).toBe(true);
  });
});

describe('a process', () => {
  it('opens so many streams and no more, and another one when one has ended', async () => {
    const { open, streams } = setup({ maxStreams: 2 });
    const [first] = [open().resume(), open().resume()];
    expect(open).toThrow('Too many event streams');
    first?.destroy();
    await flow();
    expect(open).not.toThrow();
    streams.close();
  });

  it('opens none once it is stopping', () => {
    const { open, streams } = setup();
    streams.close();
    expect(open).toThrow('Too many event streams');
  });
});
