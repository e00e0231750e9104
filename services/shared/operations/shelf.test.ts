// What a look into a dead-letter queue holds, and how it is handed back, on a real AWS whose queues nobody consumes.
import { ChangeMessageVisibilityBatchCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { newOrderId } from '#test/messages.ts';
import { createOperations } from './operations.ts';
import { createQueueUrls } from './queue-urls.ts';
import { withShelf } from './shelf.ts';
import { queue, signal, useDeadLetters } from './testing/dead-letters.ts';

const { runtime, tools, bury, buryMany, depth, failing } = useDeadLetters();

describe('what is held', () => {
  it('is what there is to tell of each message, and all of those alone that are needed', async () => {
    const [wanted, other] = [await bury(), await bury()];
    const deps = { runtime: runtime(), urlOf: createQueueUrls(runtime().aws) };
    const keeps = ({ subject }: { subject?: string }) => subject === wanted;
    const held = await withShelf(deps, { queue, keeps, signal }, async (shelf) => shelf.held);
    expect(held.map(({ letter }) => letter.subject).sort()).toEqual([wanted, other].sort());
    const kept = held.filter(({ content }) => content);
    expect(kept.map(({ content }) => JSON.parse(content?.Body ?? '').subject)).toEqual([wanted]);
    const rest = held.filter(({ content }) => !content);
    expect(rest.map((one) => Object.keys(one))).toEqual([['letter', 'receipt', 'since']]);
  });

  it('is of a redrive what it may move', async () => {
    const subject = newOrderId();
    await Promise.all([bury(subject), bury()]);
    const how = { selection: { orderId: subject }, rate: 100, dryRun: false, actor: 'alice', signal };
    expect(await createOperations(runtime()).redrive(queue, how)).toMatchObject({ done: 1, left: 1 });
  });
});

describe('what somebody else holds', () => {
  const counted = async (of: ReturnType<typeof runtime>) => {
    const counts: unknown[] = [];
    const onHeldElsewhere = (...told: unknown[]) => void counts.push(told);
    const list = await createOperations(of).deadLetters({ queue, limit: 100, signal, onHeldElsewhere });
    return { counts, seen: list.deadLetters.length };
  };

  it('is counted without what the look itself holds', async () => {
    await buryMany(12);
    expect(await counted(runtime())).toEqual({ counts: [[queue, 0]], seen: 12 });
    const { length } = await tools().receive(`${queue}-dlq`, 1);
    expect(length).toBeGreaterThan(0);
    expect(await counted(runtime())).toEqual({ counts: [[queue, length]], seen: 12 - length });
  });

  it('is not known where SQS does not count it, and the look goes on', async () => {
    await bury();
    expect(await counted(failing('sqs', GetQueueAttributesCommand))).toEqual({
      counts: [[queue, 0]],
      seen: 1,
    });
  });
});

describe('what is handed back while AWS is away', () => {
  const list = (away: ReturnType<typeof runtime>) =>
    createOperations(away).deadLetters({ queue, limit: 100, signal });

  it('is given up at the first failure: it comes back by itself', async () => {
    await buryMany(25);
    const calls: number[] = [];
    const away = failing('sqs', ChangeMessageVisibilityBatchCommand, (call) => calls.push(call) > 0);
    expect((await list(away)).deadLetters).toHaveLength(25);
    expect(calls).toEqual([1]);
    expect(await depth()).toEqual({ waiting: 0, inFlight: 25 });
  });

  it('is given up after ten seconds in all, with what is under way', async () => {
    await buryMany(25);
    const deadline = new AbortController();
    const asked: number[] = [];
    const calls: number[] = [];
    const slow = failing('sqs', ChangeMessageVisibilityBatchCommand, (call) => {
      // It hangs until the deadline.
      if (calls.push(call) === 2) deadline.abort();
      return false;
    });
    const timers = {
      ...runtime().timers,
      deadline: (ms: number) => {
        asked.push(ms);
        return deadline.signal;
      },
    };
    expect((await list({ ...slow, timers })).deadLetters).toHaveLength(25);
    expect([asked, calls]).toEqual([[10_000], [1, 2]]);
    expect(await depth()).toEqual({ waiting: 10, inFlight: 15 });
  });
});
