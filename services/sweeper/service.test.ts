import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journals } from '#contracts/order-journal.ts';
import { stuckPartitions, watchedPartitions } from '#contracts/status-index.ts';
import type { Exception } from '#operations/reconcile/exceptions.ts';
import { newTotals } from '#operations/reconcile/totals.ts';
import { readEnv } from '#platform/env.ts';
import { createLogger } from '#platform/logger.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { logFindings } from './reconciliation.ts';
import { service } from './service.ts';

type Line = Record<string, unknown> & { level: string; msg: string };

const capturingLog = () => {
  const lines: Line[] = [];
  const log = createLogger('info', { write: (text) => lines.push(JSON.parse(text)) });
  return { log, lines, messages: () => lines.map(({ msg }) => msg) };
};

const tooMany = 'reconciliation failed: the next one tries again';

/** The first table that is read has so many orders, on one page; `commands` are the names of what DynamoDB was asked. */
const withOrders = (runtime: Runtime, count: number) => {
  const commands: string[] = [];
  const { dynamo } = runtime.aws;
  const Items = Array.from({ length: count }, (_, index) => ({ orderId: `order-${index}` }));
  const send = (command: object, ...rest: unknown[]) => {
    commands.push(command.constructor.name);
    if (command instanceof ScanCommand) return Promise.resolve({ Items });
    return Reflect.apply(dynamo.send, dynamo, [command, ...rest]);
  };
  const counting = Object.assign(Object.create(dynamo) as typeof dynamo, { send });
  return { runtime: { ...runtime, aws: { ...runtime.aws, dynamo: counting } }, commands };
};

describe('the service', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startTestAws({ SWEEP_INTERVAL_SECONDS: '1' });
  });
  afterAll(() => aws.stop());

  it('reconciles when it starts, says what the books add up to, and stops when it is told', async () => {
    const { log, lines, messages } = capturingLog();
    const { stop } = await service.start({ ...aws.runtime, log });
    await expect.poll(messages).toContain('reconciled: no exceptions');
    await stop();
    expect(messages().at(-1)).toBe('stopped');
    expect(lines).toContainEqual(
      expect.objectContaining({
        service: 'sweeper',
        totals: expect.objectContaining({ orders: 0, captured: 0 }),
      }),
    );
  });

  it('goes on after sweeps that fail', async () => {
    const { log, messages } = capturingLog();
    const withoutTables = createRuntime(
      readEnv({ ...aws.variables, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' }),
    );
    const runtime: Runtime = { ...withoutTables, log };
    const { stop } = await service.start(runtime);
    const failures = () => messages().filter((msg) => msg.startsWith('sweep failed')).length;
    await expect.poll(failures, { timeout: 10_000 }).toBeGreaterThan(1);
    await stop();
    runtime.aws.close();
  });

  it('fails to reconcile more orders than fit into its memory, says what to do, and goes on sweeping', async () => {
    const { log, lines, messages } = capturingLog();
    const { runtime, commands } = withOrders(aws.runtime, 100_001);
    const { stop } = await service.start({ ...runtime, log });
    await expect.poll(messages, { timeout: 10_000 }).toContain(tooMany);
    expect(lines.find(({ msg }) => msg === tooMany)).toMatchObject({
      level: 'error',
      err: { message: expect.stringMatching(/more than 100,000 orders.*`npm run ops -- reconcile`.* 2 GB/) },
    });
    expect(commands.filter((name) => name === 'ScanCommand')).toHaveLength(1);
    const looks = () => commands.filter((name) => name === 'QueryCommand').length;
    const ofOneSweep = [journals, watchedPartitions, stuckPartitions].flat().length;
    await expect.poll(looks, { timeout: 10_000 }).toBeGreaterThan(looks() + ofOneSweep);
    await stop();
  });

  it('stops in the middle of what it does, without a word of failure', async () => {
    const { log, lines } = capturingLog();
    const { stop } = await service.start({ ...aws.runtime, log });
    await stop();
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('what a reconciliation logs', () => {
  const exception = (index: number): Exception => ({
    kind: 'mail-missing',
    orderId: `order-${index}`,
    what: 'A mail is not marked as sent',
    expected: 'fulfilled',
    found: 'none',
    todo: `npm run ops -- resume order-${index}`,
  });

  it('is an error for each exception, with what to do', () => {
    const { log, lines } = capturingLog();
    logFindings(log, { exceptions: [exception(1)], totals: newTotals() });
    const { todo } = exception(1);
    expect(lines).toMatchObject([{ level: 'error', kind: 'mail-missing', orderId: 'order-1', todo }]);
  });

  it('is bounded: a hundred exceptions, and how many there are', () => {
    const { log, lines } = capturingLog();
    const exceptions = Array.from({ length: 150 }, (_, index) => exception(index));
    logFindings(log, { exceptions, totals: newTotals() });
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)).toMatchObject({ level: 'error', exceptions: 150 });
  });
});
