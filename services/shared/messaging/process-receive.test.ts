import type { Message, SQSClient } from '@aws-sdk/client-sqs';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemTimers } from '#platform/timers.ts';
import { createAcknowledger } from './acknowledger.ts';
import type { Disposition } from './deliver.ts';
import { createProcessReceive } from './process-receive.ts';
import { createStragglers } from './stragglers.ts';

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

const setup = (overrides: Partial<Parameters<typeof createProcessReceive>[0]> = {}, maxStragglers = 20) => {
  const recorded = recorder();
  const deadLettered: { id: string | undefined; reason: string }[] = [];
  const deps = {
    sqs: recorded.sqs,
    queueUrl: 'http://queue',
    visibilityTimeoutSeconds: 30,
    deliver: async (): Promise<Disposition> => ({ kind: 'acknowledge' }),
    deadLetter: async ({ MessageId }: Message, reason: string) => {
      deadLettered.push({ id: MessageId, reason });
    },
    random: () => 0.999,
    timers: systemTimers,
    log: pino({ level: 'silent' }),
    ...overrides,
  };
  const acknowledger = createAcknowledger(deps);
  const stragglers = createStragglers({ ...deps, acknowledger }, maxStragglers);
  const processReceive = createProcessReceive({ ...deps, stragglers });
  return { processReceive, stragglers, ...recorded, deadLettered };
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

describe('a slow message', () => {
  /** Answers for `slow` when told to; all others are acknowledged at once. */
  const slowDelivery = () => {
    const handler = Promise.withResolvers<Disposition>();
    const deliver = ({ MessageId }: Message): Promise<Disposition> =>
      MessageId === 'slow' ? handler.promise : Promise.resolve({ kind: 'acknowledge' });
    return { deliver, finish: handler.resolve };
  };

  it('does not hold up the others of its receive, and is acknowledged when it is done', async () => {
    const { deliver, finish } = slowDelivery();
    const deleted: unknown[] = [];
    const sqs = {
      send: async ({ input }: { input: object }) => {
        deleted.push(input);
        return {};
      },
    } as unknown as SQSClient;
    const { processReceive, stragglers } = setup({ deliver, sqs });
    const acknowledged = await processReceive([message('a'), message('slow'), message('b')]);
    expect(acknowledged.map(({ MessageId }) => MessageId)).toEqual(['a', 'b']);
    expect(deleted).toEqual([]);
    finish({ kind: 'acknowledge' });
    await stragglers.drain();
    expect(deleted).toEqual([
      { QueueUrl: 'http://queue', Entries: [{ Id: '0', ReceiptHandle: 'handle-slow' }] },
    ]);
  });

  it('that fails in the end is backed off like any other', async () => {
    const { deliver, finish } = slowDelivery();
    const { processReceive, stragglers, landed } = setup({ deliver });
    await processReceive([message('a'), message('slow', 2)]);
    finish({ kind: 'retry', reason: 'not yet', isUnexpected: false });
    await stragglers.drain();
    expect(landed).toEqual([{ Id: '0', ReceiptHandle: 'handle-slow', VisibilityTimeout: 7 }]);
  });

  it('is acknowledged only after its own last heartbeat has landed', async () => {
    const { deliver, finish } = slowDelivery();
    const wire = Promise.withResolvers<void>();
    const calls: string[] = [];
    const beaten = Promise.withResolvers<void>();
    let isDetached = false;
    const sqs = {
      send: async (command: object) => {
        calls.push(command.constructor.name);
        if (!isDetached || command.constructor.name === 'DeleteMessageBatchCommand') return {};
        beaten.resolve();
        await wire.promise;
        return {};
      },
    } as unknown as SQSClient;
    const { processReceive, stragglers } = setup({ deliver, sqs, visibilityTimeoutSeconds: 0.03 });
    await processReceive([message('slow')]);
    isDetached = true;
    await beaten.promise;
    finish({ kind: 'acknowledge' });
    await new Promise(setImmediate);
    expect(calls).not.toContain('DeleteMessageBatchCommand');
    wire.resolve();
    await stragglers.drain();
    expect(calls.at(-1)).toBe('DeleteMessageBatchCommand');
  });

  it('is waited for where there is no room for it', async () => {
    vi.useFakeTimers();
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { deliver, finish } = slowDelivery();
    const { processReceive } = setup({ deliver }, 0);
    let isProcessed = false;
    const processed = processReceive([message('slow')]).finally(() => {
      isProcessed = true;
    });
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isProcessed).toBe(false);
    finish({ kind: 'acknowledge' });
    expect(await processed).toHaveLength(1);
  });
});
