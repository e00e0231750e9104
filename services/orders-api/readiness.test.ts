import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReadiness } from './readiness.ts';

const setup = (ping: (signal: AbortSignal) => Promise<unknown>) => {
  const clock = { now: 0 };
  const logged: { level: number; msg: string; err?: { message: string } }[] = [];
  const log = pino({ base: null }, { write: (line: string) => void logged.push(JSON.parse(line)) });
  const draining = new AbortController().signal;
  return { clock, logged, readiness: createReadiness({ ping, draining, now: () => clock.now, log }) };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('readiness', () => {
  it('asks AWS once in two seconds, however many ask', async () => {
    const ping = vi.fn(async () => undefined);
    const { clock, readiness } = setup(ping);
    await Promise.all([readiness(), readiness(), readiness()]);
    expect(ping).toHaveBeenCalledTimes(1);
    clock.now = 2_000;
    await readiness();
    expect(ping).toHaveBeenCalledTimes(2);
  });

  it('does not wait longer than a second, tells the call so, and logs that it was late', async () => {
    const signals: AbortSignal[] = [];
    const { logged, readiness } = setup((signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const asked = readiness();
    await vi.advanceTimersByTimeAsync(999);
    expect(signals[0]?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toEqual({ ready: false, reason: 'AWS cannot be used; see the log' });
    expect(signals[0]?.aborted).toBe(true);
    expect(logged).toMatchObject([{ err: { message: 'No answer within 1000 ms' } }]);
  });

  it('logs why when it is lost, and when it is back, once each', async () => {
    const answers: { fail?: Error } = {};
    const { clock, logged, readiness } = setup(async () => {
      if (answers.fail) throw answers.fail;
    });
    const states: boolean[] = [];
    const askThrice = async () => {
      for (let count = 0; count < 3; count += 1) {
        clock.now += 2_000;
        states.push((await readiness()).ready);
      }
    };
    await askThrice();
    expect(logged).toEqual([]);
    answers.fail = new Error('AccessDenied: no dynamodb:GetItem');
    await askThrice();
    delete answers.fail;
    await askThrice();
    expect(states).toEqual([true, true, true, false, false, false, true, true, true]);
    expect(logged).toMatchObject([
      { level: 40, err: { message: 'AccessDenied: no dynamodb:GetItem' } },
      { level: 30, msg: 'AWS can be used again: ready' },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
