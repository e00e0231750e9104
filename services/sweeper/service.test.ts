import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

describe('the service', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startTestAws({ SWEEP_INTERVAL_SECONDS: '1' });
  });
  afterAll(() => aws.stop());

  it('reconciles when it starts, says what the books add up to, and stops when it is told', async () => {
    const { log, lines, messages } = capturingLog();
    const { stop } = await service.start({ ...aws.runtime, log });
    await expect.poll(messages).toContain('reconciled: the books balance');
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
