// Posts a message to a Slack webhook, once: the delivery of the alarm decides whether to try again.
import { RetryLater } from '#messaging/errors.ts';
import type { Timers } from '#platform/timers.ts';
import { failureOf } from './slack-answer.ts';
import type { SlackMessage } from './slack-message.ts';

/** @throws RetryLater when Slack is not reached or not well; Permanent when it refuses the message or its address */
export type PostToSlack = (message: SlackMessage, signal: AbortSignal) => Promise<void>;

const deadlineMs = 10_000;

/** Who knows `url` can post: it is a secret, so that no error may quote it. */
export const createSlack =
  (url: string, timers: Pick<Timers, 'deadline'>): PostToSlack =>
  async (message, given) => {
    const signal = AbortSignal.any([given, timers.deadline(deadlineMs)]);
    const failure = failureOf(await post(url, message, signal));
    if (failure) throw failure;
  };

const post = async (url: string, message: SlackMessage, signal: AbortSignal) => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(message),
      redirect: 'manual',
      signal,
    });
    const { status, headers } = response;
    return { status, text: await response.text(), retryAfter: headers.get('retry-after') };
  } catch (error) {
    throw new RetryLater(`Slack did not answer (${codeOf(error)})`);
  }
};

/** ECONNREFUSED, TimeoutError: what happened, without the address. */
const codeOf = (error: unknown): string => {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'unknown';
};
