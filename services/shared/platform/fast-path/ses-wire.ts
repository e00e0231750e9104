// SES's SendEmail. It is made once: a mail that is sent again because its answer was lost is a second mail. Pure.
import { SESv2ServiceException } from '@aws-sdk/client-sesv2';
import { errorTypeOf } from './miss.ts';
import type { Answer, Wire } from './wires.ts';

export const sendEmail: Wire = {
  name: 'SES.SendEmail',
  write: (input) => ({
    path: '/v2/email/outbound-emails',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  }),
  read: (text) => JSON.parse(text) as object,
  failure: (answer) => {
    // Who asks, or when, is in doubt: SES took nothing, and the SDK can mend credentials and clocks.
    if (answer.status === 401 || answer.status === 403) return undefined;
    const name = errorTypeOf(answer);
    return name ? refusal(name, answer) : new Error(`SES answered ${answer.status}, and not as SES does`);
  },
};

const refusal = (name: string, { status, headers }: Answer): Error => {
  const requestId = headers['x-amzn-requestid'];
  return new SESv2ServiceException({
    name,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status, ...(requestId !== undefined && { requestId }) },
  });
};
