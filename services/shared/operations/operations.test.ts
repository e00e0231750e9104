// Looking, discarding, resuming and the audit, on a real AWS whose queues nobody consumes.
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { newOrderId } from '#test/messages.ts';
import { placedOrder, putOrder } from '#test/stored-order.ts';
import { createOperations } from './operations.ts';
import { queue, signal, useDeadLetters } from './testing/dead-letters.ts';

const { runtime, tools, bury, buryMany, listed, depth, records, failing } = useDeadLetters();

describe('looking into a dead-letter queue', () => {
  it('shows each message once, and hands all of them back', async () => {
    const subjects = await Promise.all(Array.from({ length: 25 }, () => bury()));
    expect(await listed()).toEqual(subjects.toSorted());
    expect(await depth()).toEqual({ waiting: 25, inFlight: 0 });
    expect(await listed()).toEqual(subjects.toSorted());
  });

  it('says that there is more when it shows only some', async () => {
    await Promise.all([bury(), bury(), bury()]);
    const { deadLetters, mayBeMore } = await createOperations(runtime()).deadLetters({ limit: 2, signal });
    expect([deadLetters.length, mayBeMore]).toEqual([2, true]);
  });

  it('counts it with its queue', async () => {
    await bury();
    const depths = await createOperations(runtime()).queues();
    expect(depths.find((one) => one.queue === queue)).toEqual({
      queue,
      waiting: expect.any(Number),
      inFlight: 0,
      delayed: 0,
      deadLetters: { waiting: 1, inFlight: 0 },
    });
  });

  it('hands all back also when what is looked for is not there', async () => {
    await bury();
    const looking = createOperations(runtime()).deadLetter({
      queue,
      id: 'nothing',
      withBody: false,
      signal,
    });
    await expect(looking).rejects.toThrow(
      'There is no message nothing in the dead-letter queue of payment-queue',
    );
    expect(await depth()).toEqual({ waiting: 1, inFlight: 0 });
  });
});

describe('a dead-letter queue with more than anyone reads', () => {
  it('is read up to its thousandth message, which is said, and handed back', async () => {
    await buryMany(1_003);
    const { deadLetters, mayBeMore } = await createOperations(runtime()).deadLetters({
      queue,
      limit: 2_000,
      signal,
    });
    expect([deadLetters.length, mayBeMore]).toEqual([1_000, true]);
    expect(await depth()).toEqual({ waiting: 1_003, inFlight: 0 });
  });

  it('is handed back what was read of it when AWS fails half-way', async () => {
    await buryMany(15);
    const broken = createOperations(failing('sqsReceiver', ReceiveMessageCommand, (call) => call === 2));
    await expect(broken.deadLetters({ queue, limit: 20, signal })).rejects.toThrow('AWS is away');
    expect(await depth()).toEqual({ waiting: 15, inFlight: 0 });
  });
});

describe('a discard', () => {
  it('deletes the message for good, and keeps what it was about, not what was in it', async () => {
    const subject = await bury();
    const how = { selection: { only: `was-${subject}` }, actor: 'bob', reason: 'a test', signal };
    expect(await createOperations(runtime()).discard(queue, how)).toMatchObject({
      done: 1,
      messages: [{ outcome: 'discarded' }],
    });
    expect(await listed()).toEqual([]);
    const [record] = await records(subject);
    expect(record).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/),
      month: expect.stringMatching(/^\d{4}-\d\d$/),
      at: expect.any(String),
      actor: 'bob',
      action: 'discard',
      queue,
      messageId: expect.any(String),
      type: 'OrderCreated',
      subject,
      failureReason: 'Permanent: never',
      reason: 'a test',
      outcome: 'done',
    });
  });

  it('without a reason is refused', async () => {
    const subject = await bury();
    const how = { selection: {}, actor: 'bob', reason: '  ', signal };
    await expect(createOperations(runtime()).discard(queue, how)).rejects.toThrow('A discard needs a reason');
    expect(await listed()).toEqual([subject]);
  });
});

describe('the audit', () => {
  it('lists a month newest first, as many as are asked for', async () => {
    const clock = { now: Date.parse('2020-02-01T00:00:00Z') };
    const operations = createOperations({ ...runtime(), now: () => clock.now });
    const subjects: string[] = [];
    for (const _ of [1, 2, 3]) {
      subjects.unshift(await bury());
      await operations.discard(queue, { selection: {}, actor: 'carol', reason: 'old', signal });
      clock.now += 1_000;
    }
    const list = await operations.audit({ limit: 2 });
    expect(list.month).toBe('2020-02');
    expect(list.records.map(({ subject, at }) => [subject, at])).toEqual([
      [subjects[0], '2020-02-01T00:00:02.000Z'],
      [subjects[1], '2020-02-01T00:00:01.000Z'],
    ]);
    expect((await operations.audit({ month: '2020-01', limit: 2 })).records).toEqual([]);
  });

  it('fails when it cannot be read', async () => {
    const operations = createOperations(failing('dynamo', QueryCommand));
    await expect(operations.audit({ limit: 2 })).rejects.toThrow('AWS is away');
  });
});

describe('an order that is stuck', () => {
  it('is asked to be resumed, which is recorded', async () => {
    const orderId = newOrderId();
    await putOrder(runtime(), placedOrder(orderId));
    const { resume } = createOperations(runtime());
    expect(await resume({ orderId, actor: 'dave', reason: 'waits since noon' })).toMatchObject({
      orderId,
      status: 'RECEIVED',
    });
    await resume({ orderId, actor: 'dave' });
    const commands = (await tools().receive('order-queue', 1)).map(({ Body = '' }) => JSON.parse(Body));
    expect(commands).toMatchObject([
      { type: 'ResumeOrder', subject: orderId, data: { forced: true }, source: '/waybill/operator' },
      { type: 'ResumeOrder', subject: orderId },
    ]);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(2);
    const recorded = await records(orderId);
    expect(recorded.map(({ messageId }) => messageId).sort()).toEqual(commands.map(({ id }) => id).sort());
    expect(recorded).toMatchObject([
      { actor: 'dave', action: 'resume', queue: 'order-queue', outcome: 'done' },
      { actor: 'dave', action: 'resume', queue: 'order-queue', outcome: 'done' },
    ]);
  });

  it('must be there', async () => {
    const { resume } = createOperations(runtime());
    await expect(resume({ orderId: newOrderId(), actor: 'dave' })).rejects.toThrow(
      /no order .* redrive that/,
    );
  });
});
