import { describe, expect, it } from 'vitest';
import { metricsIn } from '#test/emf.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import type { Timers } from './timers.ts';

/** Time that passes when the test says so. */
const setup = (METRICS: 'emf' | 'off' = 'emf') => {
  const lines: string[] = [];
  const waiting = new Map<object, () => void>();
  const after: Timers['after'] = (ms, call) => {
    expect(ms).toBe(60_000);
    const timer = { cancel: () => void waiting.delete(timer) };
    waiting.set(timer, call);
    return timer;
  };
  const log = createLogger('silent', { write: (line: string) => void lines.push(line) });
  const env = { METRICS, RESOURCE_PREFIX: 'waybill-dev-' };
  const metrics = createMetrics(
    { env, log, now: () => 1_795_000_000_000, timers: { after } as Timers },
    'orders',
  );
  return {
    ...metrics,
    lines,
    timers: () => waiting.size,
    minute: () => {
      for (const call of [...waiting.values()]) call();
    },
  };
};

const named = (metric: string, dimensions = '') =>
  `Waybill ${metric} {Environment=waybill-dev Service=orders${dimensions}}`;

describe('what a service counts', () => {
  it('is one line a minute, whatever the level of the log', () => {
    const { count, minute, lines } = setup();
    for (let order = 0; order < 1_000; order += 1) count('OrdersPlaced');
    count('TaskErrors');
    count('ReconciliationExceptions', { by: 7 });
    expect(lines).toEqual([]);
    minute();
    expect(lines).toHaveLength(1);
    expect(metricsIn(lines)).toEqual({
      [named('OrdersPlaced')]: 1_000,
      [named('TaskErrors')]: 1,
      [named('ReconciliationExceptions')]: 7,
    });
  });

  it('adds up with and without the outcome', () => {
    const { count, minute, lines } = setup();
    for (const outcome of ['fulfilled', 'cancelled', 'fulfilled'] as const)
      count('OrdersProcessed', { outcome });
    minute();
    expect(lines).toHaveLength(2);
    expect(metricsIn(lines)).toEqual({
      [named('OrdersProcessed')]: 3,
      [named('OrdersProcessed', ' Outcome=fulfilled')]: 2,
      [named('OrdersProcessed', ' Outcome=cancelled')]: 1,
    });
  });

  it('begins anew each minute, and says nothing in a minute in which nothing happened', () => {
    const { count, minute, lines, timers } = setup();
    count('MailsSent');
    minute();
    expect(timers()).toBe(0);
    minute();
    count('MailsSent');
    minute();
    expect(lines.map((line) => JSON.parse(line).MailsSent)).toEqual([1, 1]);
  });

  it('is written when the service stops, and leaves no timer', () => {
    const { count, stop, lines, timers } = setup();
    count('DeadLettered');
    stop();
    stop();
    expect(metricsIn(lines)).toEqual({ [named('DeadLettered')]: 1 });
    expect([lines.length, timers()]).toEqual([1, 0]);
  });

  it('is nothing where metrics are off: no line, no timer', () => {
    const { count, stop, lines, timers } = setup('off');
    count('OrdersPlaced');
    expect(timers()).toBe(0);
    stop();
    expect(lines).toEqual([]);
  });
});
