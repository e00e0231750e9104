// The runner, with time under the test's control.
import { expect, it } from 'vitest';
import type { Timers } from '#platform/timers.ts';
import { nextDue, startSchedule } from './schedule.ts';

/** Waits are listed, and end when the test says so. */
const controlledTime = () => {
  let now = 0;
  const waits: { ms: number; end: () => void }[] = [];
  let tellWait = () => undefined;
  const delay: Timers['delay'] = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      const end = () => {
        now += ms;
        resolve();
      };
      waits.push({ ms, end });
      tellWait();
    });
  const unused = () => {
    throw new Error('not used here');
  };
  return {
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    timers: { delay, after: unused, every: unused, deadline: unused } satisfies Timers,
    /** Resolves with the next wait. */
    nextWait: async () => {
      if (waits.length === 0)
        await new Promise<undefined>((resolve) => {
          tellWait = () => {
            resolve(undefined);
            return undefined;
          };
        });
      return waits.shift() ?? { ms: Number.NaN, end: () => undefined };
    },
  };
};

const never = (error: unknown): never => {
  throw error;
};

it.each([
  ['took no time', 0, 1_000],
  ['took some of the interval', 300, 1_000],
  ['took all of it', 1_000, 1_000],
  ['took more than two intervals', 2_100, 3_000],
  ['ended before it began, by a clock that was set back', -5_000, 1_000],
])('after work that %s, the next time is a whole interval on', (_, now, expected) => {
  expect(nextDue(0, now, 1_000)).toBe(expected);
});

it('works at once, then every interval, however long the work takes', async () => {
  const time = controlledTime();
  let runs = 0;
  const work = async () => {
    runs += 1;
    time.pass(250);
  };
  const schedule = startSchedule(time, { intervalMs: 1_000, work, onFailure: never });
  const first = await time.nextWait();
  expect([runs, first.ms]).toEqual([1, 750]);
  first.end();
  expect((await time.nextWait()).ms).toBe(750);
  expect([runs, time.now()]).toEqual([2, 1_250]);
  await schedule.stop();
});

it('tells of work that fails, and tries again at the next time', async () => {
  const time = controlledTime();
  const failures: unknown[] = [];
  const fault = new Error('the table is away');
  const schedule = startSchedule(time, {
    intervalMs: 1_000,
    work: async () => {
      if (failures.length === 0) throw fault;
    },
    onFailure: (error) => failures.push(error),
  });
  (await time.nextWait()).end();
  await time.nextWait();
  expect(failures).toEqual([fault]);
  await schedule.stop();
});

it('waits no longer than an interval when the clock is set back', async () => {
  const time = controlledTime();
  const work = async () => time.pass(-86_400_000);
  const schedule = startSchedule(time, { intervalMs: 1_000, work, onFailure: never });
  expect((await time.nextWait()).ms).toBe(1_000);
  await schedule.stop();
});

it('stops while it waits', async () => {
  const time = controlledTime();
  const schedule = startSchedule(time, { intervalMs: 1_000, work: async () => undefined, onFailure: never });
  await time.nextWait();
  await schedule.stop();
});

it('stops in the middle of the work: the signal aborts, what is under way is waited for, nothing is told', async () => {
  const time = controlledTime();
  const log: string[] = [];
  const schedule = startSchedule(time, {
    intervalMs: 1_000,
    work: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          log.push('aborted');
          setImmediate(() => {
            log.push('ended');
            reject(signal.reason);
          });
        });
      }),
    onFailure: () => log.push('failed'),
  });
  await schedule.stop();
  expect(log).toEqual(['aborted', 'ended']);
});
