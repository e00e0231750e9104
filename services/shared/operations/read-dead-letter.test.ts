import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { attributesOf } from '#messaging/wire.ts';
import { orderCreated } from '#test/messages.ts';
import { readDeadLetter, readDeadLetterDetail } from './read-dead-letter.ts';

const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';
const envelope = { type: 'PaymentCaptured', subject: orderId, data: { amount: 1, currency: 'USD' } };

type Given = { body?: string; attributes?: Record<string, string>; system?: Message['Attributes'] };
const message = ({ body = JSON.stringify(envelope), attributes = {}, system = {} }: Given): Message => ({
  MessageId: 'm1',
  Body: body,
  MessageAttributes: attributesOf(attributes),
  Attributes: { ApproximateReceiveCount: '1', ...system },
});
const read = (given: Given) => readDeadLetter('payment-queue', message(given));
const detail = (body: string, withBody = false) =>
  readDeadLetterDetail('payment-queue', message({ body }), withBody);

const failure = {
  failureReason: 'Permanent: never',
  failedQueue: 'payment-queue',
  failedAt: '2026-11-20T12:00:00.000Z',
  failedReceives: '5',
  failedMessageId: 'was1',
};

describe('a dead letter', () => {
  it('that Waybill moved says why, when, after how many deliveries, and what it was', () => {
    const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';
    expect(read({ attributes: { ...failure, traceparent, redrives: '2' } })).toEqual({
      messageId: 'm1',
      queue: 'payment-queue',
      type: 'PaymentCaptured',
      subject: orderId,
      movedBy: 'waybill',
      failureReason: 'Permanent: never',
      failedAt: '2026-11-20T12:00:00.000Z',
      deliveries: 5,
      failedMessageId: 'was1',
      redrives: 2,
      trace: 'a'.repeat(32),
    });
  });

  it('that SQS moved says that nobody settled it', () => {
    const arn = 'arn:aws:sqs:us-east-1:000000000000:payment-queue';
    const letter = read({ system: { DeadLetterQueueSourceArn: arn } });
    expect(letter).toMatchObject({ movedBy: 'sqs', deliveries: 5 });
    expect(letter.failureReason).toBe(
      'Moved by SQS after 5 deliveries that nobody settled: the process died or hung',
    );
  });

  it('without a word from anyone was put there by SNS; once it was looked at often, nobody knows', () => {
    expect(read({})).toMatchObject({
      movedBy: 'sns',
      failureReason: 'SNS could not deliver it to payment-queue',
    });
    expect(read({ system: { ApproximateReceiveCount: '6' } })).toMatchObject({
      movedBy: 'unknown',
      failureReason: expect.stringMatching(/Moved by SQS .*Or: SNS could not/),
    });
  });

  it('that EventBridge could not deliver says why, and is read inside of the envelope of the bus', () => {
    const detail = { ...envelope, traceparent: `00-${'c'.repeat(32)}-bbbbbbbbbbbbbbbb-01` };
    const event = { version: '0', id: 'x', 'detail-type': envelope.type, source: 'waybill.payment', detail };
    const attributes = {
      RULE_ARN: 'arn:aws:events:us-east-1:000000000000:rule/events/payment-status-to-payment-queue',
      TARGET_ARN: 'arn:aws:sqs:us-east-1:000000000000:payment-queue',
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: 'Lack of permissions to invoke cross account target.',
    };
    const given = message({ body: JSON.stringify(event), attributes });
    expect(readDeadLetterDetail('payment-queue', given, false)).toMatchObject({
      type: 'PaymentCaptured',
      subject: orderId,
      movedBy: 'eventbridge',
      failureReason:
        'EventBridge could not deliver it to payment-queue: NO_PERMISSIONS: Lack of permissions to invoke cross account target.',
      trace: 'c'.repeat(32),
      attributes,
      data: envelope.data,
      bodyWithheld: false,
    });
  });

  it.each(['', 'many', '-1', '1.5', '1e99', '9999999'])('counts no redrives when they say %j', (redrives) => {
    expect(read({ attributes: { redrives } }).redrives).toBe(0);
  });

  it('with nonsense in its attributes can still be read', () => {
    const letter = read({
      attributes: { ...failure, failedAt: 'noon', failedReceives: 'x', traceparent: '?' },
    });
    expect(letter).not.toHaveProperty('failedAt');
    expect(letter).not.toHaveProperty('deliveries');
    expect(letter.failureReason).toBe('Permanent: never');
    expect(letter).not.toHaveProperty('trace');
  });
});

describe('what is told of a body', () => {
  it.each([
    '<order/>',
    '{"type":"PlaceOrder","subject":"x","data":{"customerEmail":"a@b.example"',
    '"text"',
    'null',
    '[]',
    '{"type":7}',
    '{"type":"a@b.example"}',
  ])('is nothing when it cannot be read: %s', (body) => {
    const letter = detail(body);
    expect(letter).toMatchObject({ bodyWithheld: true });
    for (const name of ['type', 'subject', 'data', 'body']) expect(letter).not.toHaveProperty(name);
  });

  it('is its data, if they cannot be personal', () => {
    const { data } = envelope;
    expect(detail(JSON.stringify(envelope))).toMatchObject({ data, bodyWithheld: false });
    for (const type of ['PlaceOrder', 'OrderExploded']) {
      const letter = detail(JSON.stringify({ ...envelope, type }));
      expect(letter).toMatchObject({ type, subject: orderId, bodyWithheld: true });
      expect(letter).not.toHaveProperty('data');
    }
  });

  it.each([undefined, null, 'a@b.example', [], { amount: 1 }, { amount: 1, currency: 'a@b.example' }])(
    'is not its data if they break the contract: %j',
    (data) => {
      const letter = detail(JSON.stringify({ ...envelope, data }));
      expect(letter).toMatchObject({ type: 'PaymentCaptured', bodyWithheld: true });
      expect(letter).not.toHaveProperty('data');
    },
  );

  it('is of its data only what the contract knows, and never how the customer pays', () => {
    const { data, ...created } = orderCreated(orderId);
    const { paymentToken, ...shown } = data;
    const lines = data.lines.map((line) => ({ ...line, mail: 'a@b.example' }));
    const letter = detail(JSON.stringify({ ...created, data: { ...data, lines, name: 'John' } }));
    expect(paymentToken).toBe('tok_approved');
    expect(letter.data).toEqual(shown);
  });

  it('is of its attributes only what Waybill puts there, unless all is asked for', () => {
    const attributes = { ...failure, type: 'x', outcome: 'x', traceparent: 'x', redrives: '1' };
    const given = message({ attributes: { ...attributes, customer: 'a@b.example' } });
    expect(readDeadLetterDetail('payment-queue', given, false).attributes).toEqual(attributes);
    expect(readDeadLetterDetail('payment-queue', given, true).attributes).toMatchObject({
      customer: 'a@b.example',
    });
  });

  it('is all of it when that is asked for', () => {
    expect(detail('<order/>', true)).toMatchObject({ body: '<order/>', bodyWithheld: false });
  });

  it('names only what looks like an id as its subject', () => {
    const subjectOf = (type: string, subject: unknown) =>
      read({ body: JSON.stringify({ type, subject }) }).subject;
    expect(subjectOf('OrderCreated', orderId)).toBe(orderId);
    expect(subjectOf('ReceiveStock', 'p123')).toBe('p123');
    for (const subject of ['john.doe@example.com', 'p123', 7, undefined])
      expect(subjectOf('OrderCreated', subject)).toBeUndefined();
  });
});
