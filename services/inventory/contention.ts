// Orders of one popular product meet in its item. A short wait here is cheaper than another delivery of the message.
import { RetryLater } from '#messaging/errors.ts';
import { fullJitter } from '#platform/full-jitter.ts';
import type { Timers } from '#platform/timers.ts';

/** Some four seconds on average, within a handler's deadline. */
const contention = { attempts: 40, baseMs: 5, capMs: 200 };

type Contended = { subject: string; random: () => number; timers: Timers; signal: AbortSignal };

/** The first result that is not contended. @throws RetryLater naming the subject when every attempt met others */
export const whileContended = async <Result extends { kind: string }>(
  attempt: () => Promise<Result>,
  { subject, random, timers, signal }: Contended,
): Promise<Exclude<Result, { kind: 'contended' }>> => {
  for (let count = 0; count < contention.attempts; count += 1) {
    const result = await attempt();
    if (result.kind !== 'contended') return result as Exclude<Result, { kind: 'contended' }>;
    await timers.delay(fullJitter(count, contention.baseMs, contention.capMs, random), signal);
  }
  throw new RetryLater(`Too many are at the stock of ${subject} at once`);
};
