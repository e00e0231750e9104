import { describe, expect, it } from 'vitest';
import { newOrderId, paymentCaptured } from '#test/messages.ts';
import { traceparentOf, unwrap } from './bus-envelope.ts';
import { decode, encode, encodeWhole } from './envelope.ts';
import { Permanent } from './errors.ts';

const traceparent = '00-11111111111111111111111111111111-2222222222222222-01';
const orderId = newOrderId();
const { id: _, ...emission } = paymentCaptured(orderId);
const detail = encodeWhole(emission, 'payment', traceparent);

/** As EventBridge hands an event to a target that asks for no part of it. */
const wrapped = (inside: unknown, change: object = {}) =>
  JSON.stringify({
    version: '0',
    id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'PaymentCaptured',
    source: 'waybill.payment',
    account: '123456789012',
    time: '2026-01-02T03:04:05Z',
    region: 'eu-west-1',
    resources: [],
    detail: inside,
    ...change,
  });

describe('a message that came over a bus', () => {
  it('is read like one that came over a topic, with the envelope of the bus and without', () => {
    const overTopic = decode(encode(emission, 'payment', traceparent).body);
    expect(decode(detail)).toEqual(overTopic);
    expect(decode(wrapped(JSON.parse(detail)))).toEqual(overTopic);
  });

  it('carries its trace in the body, since the bus has no attributes', () => {
    expect(traceparentOf({ Body: detail })).toBe(traceparent);
    expect(traceparentOf({ Body: wrapped(JSON.parse(detail)) })).toBe(traceparent);
  });

  it('is refused for good when what is inside is no message, saying where', () => {
    for (const inside of [{}, { ...JSON.parse(detail), subject: 'zz' }])
      expect(() => decode(wrapped(inside))).toThrow(Permanent);
    expect(() => decode(wrapped('text'))).toThrow('Envelope');
    expect(() => decode(wrapped(JSON.parse(detail), { version: '1' }))).toThrow('Envelope');
  });
});

describe('a message that came over a topic', () => {
  it('carries its trace in an attribute, which counts before any in the body', () => {
    const other = traceparent.replaceAll('1', '3');
    const MessageAttributes = { traceparent: { DataType: 'String', StringValue: other } };
    expect(traceparentOf({ Body: detail, MessageAttributes })).toBe(other);
    expect(traceparentOf({ Body: encode(emission, 'payment', traceparent).body })).toBeUndefined();
  });

  it('has no trace when it cannot be read', () => {
    expect(traceparentOf({ Body: '{' })).toBeUndefined();
    expect(traceparentOf({ Body: '{"traceparent":7}' })).toBeUndefined();
    expect(traceparentOf({})).toBeUndefined();
  });

  it('is not unwrapped', () => {
    const envelope = { specversion: '1.0', detail: { type: 'x' } };
    expect(unwrap(envelope)).toBe(envelope);
  });
});
