import {
  AccountSuspendedException,
  BadRequestException,
  InternalServiceErrorException,
  MessageRejected,
  TooManyRequestsException,
} from '@aws-sdk/client-sesv2';
import { expect, it } from 'vitest';
import { sendFailureOf } from './send-failure.ts';

const options = {
  message: 'Email address is not verified: john.doe@example.com',
  $metadata: { httpStatusCode: 400, requestId: 'request-1' },
};

it.each([new MessageRejected(options), new BadRequestException(options)])(
  'a mail that SES refuses with $name is refused for good',
  (error) => expect(sendFailureOf(error).outcome).toBe('refused'),
);

it.each([
  new TooManyRequestsException(options),
  new InternalServiceErrorException(options),
  new AccountSuspendedException(options),
])('a mail that meets $name was not sent, and may be later', (error) =>
  expect(sendFailureOf(error).outcome).toBe('notSent'),
);

it('a refused connection cannot have carried a mail', () => {
  const error = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  expect(sendFailureOf(error)).toEqual({
    outcome: 'notSent',
    reason: 'SES cannot be reached (ECONNREFUSED)',
  });
});

it.each([
  Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
  Object.assign(new Error('timed out'), { name: 'TimeoutError' }),
  new DOMException('aborted', 'AbortError'),
  'something else',
])('a mail whose answer never came may have been sent: %s', (error) =>
  expect(sendFailureOf(error).outcome).toBe('unknown'),
);

it('a reason names the error and the request, and never the address', () => {
  const { reason } = sendFailureOf(new MessageRejected(options));
  expect(reason).toBe('SES answered MessageRejected (400), request request-1');
});
