import { expect, it } from 'vitest';
import { Permanent } from '#messaging/errors.ts';
import { failureOf } from './slack-answer.ts';

const answer = (status: number, retryAfter: string | null = null) =>
  failureOf({ status, text: 'no_service', retryAfter });

it('is no failure when Slack has taken the message', () => {
  expect(answer(200)).toBeUndefined();
});

it.each([408, 429, 500, 503])('%s passes: the alarm is delivered again', (status) => {
  expect(answer(status)).toMatchObject({
    name: 'RetryLater',
    message: `Slack answered ${status} (no_service)`,
  });
});

it.each([
  ['30', 30],
  ['86400', 300],
  ['Fri, 20 Nov 2026 10:00:00 GMT', 0],
  [null, 0],
])('a Retry-After of %s is a wait of %s seconds', (header, afterSeconds) => {
  expect(answer(429, header)).toMatchObject({ afterSeconds });
});

it.each([302, 400, 403, 404, 410])('%s stays: the alarm is dead-lettered, with the way out', (status) => {
  expect(answer(status)).toBeInstanceOf(Permanent);
  expect(answer(status)?.message).toContain('check SLACK_WEBHOOK_URL');
});
