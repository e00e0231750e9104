import { describe, expect, it } from 'vitest';
import type { Emission } from '#contracts/events.ts';
import { decode, encode, messageId } from './envelope.ts';
import { Permanent } from './errors.ts';

const captured: Emission<'PaymentCaptured'> = {
  type: 'PaymentCaptured',
  subject: '0190b0a0-0000-7000-8000-000000000001',
  at: '2026-01-02T03:04:05.678Z',
  data: { amount: 9999, currency: 'USD' },
};
const traceparent = '00-11111111111111111111111111111111-2222222222222222-01';
const onTheWire = (change: object = {}) =>
  JSON.stringify({ ...JSON.parse(encode(captured, 'payment', traceparent).body), ...change });

describe('an envelope', () => {
  it('is a CloudEvent whose type, outcome and trace stand in attributes for subscriptions', () => {
    const released: Emission<'PaymentReleased'> = { ...captured, type: 'PaymentReleased', outcome: 'voided' };
    const { body, attributes } = encode(released, 'payment', traceparent);
    expect(JSON.parse(body)).toMatchObject({
      specversion: '1.0',
      source: '/waybill/payment',
      type: 'PaymentReleased',
      subject: captured.subject,
      time: captured.at,
      schemaversion: 1,
    });
    expect(attributes).toEqual({ type: 'PaymentReleased', outcome: 'voided', traceparent });
  });

  it('is read back as what was emitted', () => {
    expect(decode(onTheWire())).toEqual({ ...captured, id: messageId(captured) });
  });

  it('has the same id at every attempt of the same step, another for another step or order', () => {
    expect(messageId({ ...captured, at: '2027-01-01T00:00:00.000Z' })).toBe(messageId(captured));
    expect(messageId({ ...captured, subject: 'other' })).not.toBe(messageId(captured));
  });

  it('lets a reader ignore what it does not know', () => {
    expect(decode(onTheWire({ newer: 1, data: { ...captured.data, newer: true } }))).toMatchObject({
      type: 'PaymentCaptured',
    });
  });

  it.each([
    ['no JSON', '{', 'not JSON'],
    ['a subject that is no order', onTheWire({ subject: 'zz' }), '/subject'],
    ['another type', onTheWire({ type: 'Nonsense' }), '/type'],
    ['a later schema version', onTheWire({ schemaversion: 2 }), 'schema version 2'],
    ['data that break the contract', onTheWire({ data: { amount: -1 } }), '/amount'],
    ['an outcome where there is none', onTheWire({ outcome: 'voided' }), 'outcome'],
  ])('with %s is refused for good, saying where', (_, body, place) => {
    expect(() => decode(body)).toThrow(Permanent);
    expect(() => decode(body)).toThrow(place);
  });

  it('names places in its refusals, never values', () => {
    const body = onTheWire({ data: { amount: 'john.doe@example.com', currency: 'USD' } });
    expect(() => decode(body)).not.toThrow('john.doe');
  });

  it('is not written when the emission breaks its contract', () => {
    const broken = { ...captured, data: { amount: 0.5, currency: 'USD' } };
    expect(() => encode(broken, 'payment', traceparent)).toThrow(Permanent);
  });
});
