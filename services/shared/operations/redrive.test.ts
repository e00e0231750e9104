// Redrives, on a real AWS whose queues nobody consumes.
import { DeleteMessageBatchCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { traceparentOf } from '#messaging/bus-envelope.ts';
import { decode, encodeWhole } from '#messaging/envelope.ts';
import { newOrderId, orderCreated } from '#test/messages.ts';
import { createOperations, type Redriving } from './operations.ts';
import { queue, signal, useDeadLetters } from './testing/dead-letters.ts';

const { runtime, tools, bury, listed, depth, records, failing } = useDeadLetters();

const redriving = (change: Partial<Redriving> = {}): Redriving => ({
  selection: {},
  rate: 100,
  dryRun: false,
  actor: 'alice',
  signal,
  ...change,
});

describe('a redrive', () => {
  it('sends the message as it was, without its failure, counted', async () => {
    const subject = await bury(newOrderId(), { outcome: 'x', traceparent: 'y', redrives: '1' });
    const report = await createOperations(runtime()).redrive(queue, redriving({ reason: 'it is mended' }));
    expect(report).toMatchObject({ queue, done: 1, failed: 0, left: 0, mayBeMore: false });
    const [message] = await tools().receive(queue, 1);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({ subject });
    const attributes = Object.entries(message?.MessageAttributes ?? {}).map(([name, { StringValue }]) => [
      name,
      StringValue,
    ]);
    expect(Object.fromEntries(attributes)).toEqual({
      type: 'OrderCreated',
      outcome: 'x',
      traceparent: 'y',
      redrives: '2',
    });
    expect(await records(subject)).toMatchObject([
      { actor: 'alice', action: 'redrive', queue, reason: 'it is mended', outcome: 'done' },
    ]);
  });

  it('of an event that a bus could not deliver sends what the consumer reads: the same message', async () => {
    const { id: _, ...emission } = orderCreated();
    const traceparent = `00-${'c'.repeat(32)}-bbbbbbbbbbbbbbbb-01`;
    const body = encodeWhole(emission, 'orders', traceparent);
    const onBus = { version: '0', id: 'x', 'detail-type': emission.type, source: 'waybill.orders' };
    const event = JSON.stringify({ ...onBus, detail: JSON.parse(body) });
    await tools().sendBody(`${queue}-dlq`, event, { RULE_ARN: 'arn', ERROR_CODE: 'NO_PERMISSIONS' });
    const report = await createOperations(runtime()).redrive(queue, redriving());
    expect(report).toMatchObject({
      done: 1,
      messages: [{ type: 'OrderCreated', subject: emission.subject }],
    });
    const [message] = await tools().receive(queue, 1);
    expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(['redrives']);
    expect(decode(message?.Body ?? '')).toMatchObject({ subject: emission.subject, data: emission.data });
    expect(traceparentOf(message ?? {})).toBe(traceparent);
    expect(await records(emission.subject)).toMatchObject([{ action: 'redrive', outcome: 'done' }]);
  });

  it('that is dry says what it would do, and does nothing', async () => {
    const subject = await bury();
    const report = await createOperations(runtime()).redrive(queue, redriving({ dryRun: true }));
    expect(report).toMatchObject({ done: 0, left: 1, messages: [{ subject, outcome: 'planned' }] });
    expect(await listed()).toEqual([subject]);
    expect(await records(subject)).toEqual([]);
  });

  it('of one message, or at most so many, leaves the others for everybody to see', async () => {
    const [wanted, ...others] = await Promise.all([bury(), bury(), bury()]);
    const { redrive } = createOperations(runtime());
    const one = await redrive(queue, redriving({ selection: { only: `was-${wanted}` } }));
    expect(one).toMatchObject({ done: 1, left: 2, messages: [{ subject: wanted }] });
    expect(await listed()).toEqual(others.toSorted());
    expect(await redrive(queue, redriving({ selection: { limit: 1 } }))).toMatchObject({ done: 1, left: 1 });
  });

  it('that dies between sending and deleting leaves both copies; the next one ends it', async () => {
    const subject = await bury();
    const interrupted = createOperations(failing('sqs', DeleteMessageBatchCommand, (call) => call === 1));
    expect(await interrupted.redrive(queue, redriving())).toMatchObject({
      failed: 1,
      left: 1,
      messages: [{ outcome: 'failed', detail: expect.stringContaining('redriving it again does no harm') }],
    });
    expect(await listed()).toEqual([subject]);
    expect(await interrupted.redrive(queue, redriving())).toMatchObject({ done: 1, left: 0 });
    expect((await records(subject)).map(({ outcome }) => outcome).sort()).toEqual([
      'done',
      expect.stringMatching(/^failed: Sent to payment-queue, but not deleted/),
    ]);
  });

  it('whose queue does not take the message leaves it where it is', async () => {
    const subject = await bury();
    const report = await createOperations(failing('sqs', SendMessageBatchCommand)).redrive(
      queue,
      redriving(),
    );
    expect(report).toMatchObject({ done: 0, failed: 1, left: 1 });
    expect(await listed()).toEqual([subject]);
  });

  it('that cannot be recorded does not happen, and stops at once', async () => {
    const subjects = await Promise.all(Array.from({ length: 12 }, () => bury()));
    const report = await createOperations(failing('dynamo', PutCommand)).redrive(queue, redriving());
    expect(report).toMatchObject({ done: 0, failed: 10, left: 12 });
    expect(report.messages[0]?.detail).toBe('Not moved, because it could not be recorded: AWS is away');
    expect(await listed()).toEqual(subjects.toSorted());
  });

  it('whose end cannot be recorded happened, and says so', async () => {
    const subject = await bury();
    const operations = createOperations(failing('dynamo', PutCommand, (call) => call === 2));
    expect(await operations.redrive(queue, redriving())).toMatchObject({
      done: 1,
      messages: [{ outcome: 'redriven', detail: "Its audit record still says 'begun': AWS is away" }],
    });
    expect(await records(subject)).toMatchObject([{ outcome: 'begun' }]);
  });

  it('does not see what fails again and returns: it ends', async () => {
    const subject = await bury();
    const operations = createOperations(runtime());
    const back: Promise<unknown>[] = [];
    const onMoved = () => void back.push(bury(subject));
    expect(await operations.redrive(queue, redriving({ onMoved }))).toMatchObject({ done: 1, left: 0 });
    await Promise.all(back);
    expect(await listed()).toEqual([subject]);
  });

  it('ends after the batch under way when it is interrupted, and hands the others back', async () => {
    await Promise.all(Array.from({ length: 12 }, () => bury()));
    const controller = new AbortController();
    const report = await createOperations(runtime()).redrive(
      queue,
      redriving({ rate: 10, signal: controller.signal, onMoved: () => controller.abort() }),
    );
    expect(report).toMatchObject({ done: 10, left: 2 });
    expect(await depth()).toEqual({ waiting: 2, inFlight: 0 });
  });

  it('keeps to its rate', async () => {
    await Promise.all(Array.from({ length: 7 }, () => bury()));
    const waits: number[] = [];
    const timers = {
      ...runtime().timers,
      delay: async (ms: number) => {
        waits.push(Math.round(ms / 100) / 10);
      },
    };
    await createOperations({ ...runtime(), timers, now: () => 0 }).redrive(queue, redriving({ rate: 3 }));
    expect(waits).toEqual([1, 2]);
  });
});
