// Which trace a delivery belongs to, and what it publishes under: one order keeps one trace, whichever way its events come.
import { expect, it } from 'vitest';
import { systemTimers } from '#platform/timers.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, orderCreated } from '#test/messages.ts';
import { captured } from '#test/test-worker.ts';
import { createDeliver } from './deliver.ts';
import { encode, encodeWhole } from './envelope.ts';
import { own } from './own.ts';
import { attributesOf } from './wire.ts';

const trace = 'a'.repeat(32);
const traceparent = `00-${trace}-bbbbbbbbbbbbbbbb-01`;
const orderId = newOrderId();
const { id: _, ...emission } = orderCreated(orderId);
const { body, attributes } = encode(emission, 'orders', traceparent);
const whole = encodeWhole(emission, 'orders', traceparent);
const onBus = { version: '0', id: 'x', 'detail-type': emission.type, source: 'waybill.orders' };

it.each([
  ['a topic', { Body: body, MessageAttributes: attributesOf(attributes) }],
  ['a bus', { Body: whole }],
  ["a bus, in the bus's envelope", { Body: JSON.stringify({ ...onBus, detail: JSON.parse(whole) }) }],
])('what an event over %s causes belongs to its trace', async (_, message) => {
  const published: string[] = [];
  const deliver = createDeliver({
    queue: 'payment-queue',
    read: own('payment-queue', { OrderCreated: async ({ subject }) => [captured(subject)] }),
    publish: async ({ subject }, parent) => {
      published.push(`${subject} ${parent.slice(3, 35)}`);
    },
    deadlineMs: 5_000,
    timers: systemTimers,
    maxReceiveCount: 5,
    now: Date.now,
    count: handlerContext().count,
    log: handlerContext().log,
  });
  expect(await deliver({ MessageId: 'm', ...message })).toEqual({ kind: 'acknowledge' });
  expect(published).toEqual([`${orderId} ${trace}`]);
});
