// Orders of one popular product meet in its item. A short wait here is cheaper than another delivery of the message.
import { setTimeout as delay } from 'node:timers/promises';
import { fullJitter } from '#messaging/backoff.ts';
import { RetryLater } from '#messaging/errors.ts';

/** Some ten seconds on average, within a handler's deadline. */
const contention = { attempts: 25, baseMs: 10, capMs: 1_000 };

/** The first result that is not contended. @throws RetryLater naming the order, or product, when every attempt met others */
export const whileContended = async <Result extends { kind: string }>(
  attempt: () => Promise<Result>,
  { subject, random, signal }: { subject: string; random: () => number; signal: AbortSignal },
): Promise<Exclude<Result, { kind: 'contended' }>> => {
  for (let count = 0; count < contention.attempts; count += 1) {
    const result = await attempt();
    if (result.kind !== 'contended') return result as Exclude<Result, { kind: 'contended' }>;
    await delay(fullJitter(count, contention.baseMs, contention.capMs, random), undefined, { signal });
  }
  throw new RetryLater(`Too many orders are at the products of ${subject} at once`);
};
