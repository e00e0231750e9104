import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { Disposition } from './deliver.ts';
import { createProcessReceive } from './process-receive.ts';

type Visibility = { ReceiptHandle: string; VisibilityTimeout: number };

/** Records what reaches SQS; `hold` keeps calls on the wire until it resolves. */
const recorder = (hold: Promise<void> = Promise.resolve()) => {
  const started: Visibility[] = [];
  const landed: Visibility[] = [];
  const begun = Promise.withResolvers<void>();
  const send = async ({ input }: { input: { Entries: Visibility[] } }) => {
    started.push(...input.Entries);
    begun.resolve();
    await hold;
    landed.push(...input.Entries);
    return {};
  };
  return { sqs: { send } as unknown as SQSClient, started, landed, firstCall: begun.promise };
};

const message = (id: string, receives = 1): Message => ({
  MessageId: id,
  ReceiptHandle: `handle-${id}`,
  Attributes: { ApproximateReceiveCount: String(receives) },
});

const setup = (overrides: Partial<Parameters<typeof createProcessReceive>[0]> = {}) => {
  const recorded = recorder();
  const deadLettered: { id: string | undefined; reason: string }[] = [];
  const processReceive = createProcessReceive({
    sqs: recorded.sqs,
    queueUrl: 'http://queue',
    visibilityTimeoutSeconds: 30,
    deliver: async () => ({ kind: 'acknowledge' }),
    deadLetter: async ({ MessageId }, reason) => {
      deadLettered.push({ id: MessageId, reason });
    },
    random: () => 0.999,
    log: pino({ level: 'silent' }),
    ...overrides,
  });
  return { processReceive, ...recorded, deadLettered };
};

const dispositions =
  (byId: Record<string, Disposition>) =>
  async ({ MessageId }: Message): Promise<Disposition> =>
    byId[MessageId ?? ''] ?? { kind: 'acknowledge' };

describe('what one receive brought', () => {
  it('stays invisible for as long as its handler says that trying again is futile', async () => {
    const { processReceive, landed } = setup({
      deliver: dispositions({
        a: { kind: 'retry', reason: 'not yet', isUnexpected: false, afterSeconds: 15 },
      }),
    });
    await processReceive([message('a'), message('b', 6)]);
    expect(landed).toEqual([{ Id: '0', ReceiptHandle: 'handle-a', VisibilityTimeout: 15 }]);
  });

  it('is acknowledged message by message', async () => {
    const { processReceive, landed } = setup({
      deliver: dispositions({ b: { kind: 'retry', reason: 'not yet', isUnexpected: false } }),
    });
    const acknowledged = await processReceive([message('a'), message('b', 3), message('c')]);
    expect(acknowledged.map(({ MessageId }) => MessageId)).toEqual(['a', 'c']);
    expect(landed).toEqual([{ Id: '0', ReceiptHandle: 'handle-b', VisibilityTimeout: 31 }]);
  });

  it('is handled once where a message came twice, and acknowledged once', async () => {
    let deliveries = 0;
    const { processReceive } = setup({
      deliver: async () => {
        deliveries += 1;
        return { kind: 'acknowledge' };
      },
    });
    const acknowledged = await processReceive([message('a'), message('a'), message('b')]);
    expect(deliveries).toBe(2);
    expect(acknowledged.map(({ MessageId }) => MessageId)).toEqual(['a', 'b']);
  });

  it('goes to the dead-letter queue with its reason, then is acknowledged', async () => {
    const { processReceive, deadLettered } = setup({
      deliver: dispositions({
        a: { kind: 'deadLetter', reason: 'Permanent: no such order', isUnexpected: false },
      }),
    });
    expect(await processReceive([message('a')])).toHaveLength(1);
    expect(deadLettered).toEqual([{ id: 'a', reason: 'Permanent: no such order' }]);
  });

  it('stays in its queue when the dead-letter queue does not take it', async () => {
    const { processReceive, landed } = setup({
      deliver: dispositions({ a: { kind: 'deadLetter', reason: 'broken', isUnexpected: false } }),
      deadLetter: async () => {
        throw new Error('no such queue');
      },
    });
    expect(await processReceive([message('a')])).toEqual([]);
    expect(landed).toHaveLength(1);
  });
});

describe('the heartbeat of a receive', () => {
  it('is over before a backoff is set, so that it cannot overwrite it', async () => {
    const wire = Promise.withResolvers<void>();
    const slow = recorder(wire.promise);
    const handler = Promise.withResolvers<Disposition>();
    const { processReceive } = setup({
      sqs: slow.sqs,
      visibilityTimeoutSeconds: 0.03,
      deliver: () => handler.promise,
    });
    const processed = processReceive([message('a', 4)]);
    await slow.firstCall;
    handler.resolve({ kind: 'retry', reason: 'not yet', isUnexpected: false });
    await new Promise(setImmediate);
    expect(slow.started).toHaveLength(1);
    wire.resolve();
    await processed;
    expect(slow.landed.map(({ VisibilityTimeout }) => VisibilityTimeout)).toEqual([0.03, 127]);
  });

  it('is over before the messages are handed back to be deleted', async () => {
    const wire = Promise.withResolvers<void>();
    const slow = recorder(wire.promise);
    const handler = Promise.withResolvers<Disposition>();
    const { processReceive } = setup({
      sqs: slow.sqs,
      visibilityTimeoutSeconds: 0.03,
      deliver: () => handler.promise,
    });
    let returned = false;
    const processed = processReceive([message('a')]).then(() => {
      returned = true;
    });
    await slow.firstCall;
    handler.resolve({ kind: 'acknowledge' });
    await new Promise(setImmediate);
    expect(returned).toBe(false);
    wire.resolve();
    await processed;
    expect(slow.started).toHaveLength(1);
  });
});
