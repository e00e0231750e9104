// SES's SendEmail. It is made once: a mail that is sent again because its answer was lost is a second mail. Pure.
import { SESv2ServiceException } from '@aws-sdk/client-sesv2';
import type { Answer, Wire } from './wires.ts';

export const sendEmail: Wire = {
  write: (input) => ({
    path: '/v2/email/outbound-emails',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  }),
  read: (text) => JSON.parse(text) as object,
  failure: (answer: Answer) => {
    const { status, headers } = answer;
    return new SESv2ServiceException({
      name: errorTypeOf(answer),
      $fault: status < 500 ? 'client' : 'server',
      $metadata: { httpStatusCode: status, ...requestIdIn(headers) },
    });
  },
};

/** 'MessageRejected' of `MessageRejected:http://…`, or of `com.amazonaws.sesv2#MessageRejected` in the body. */
const errorTypeOf = ({ headers, text }: Answer): string => {
  const type = headers['x-amzn-errortype'] ?? /"__type"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? 'UnknownError';
  return type.replace(/:.*$/, '').replace(/^.*#/, '');
};

const requestIdIn = (headers: Record<string, string>) => {
  const requestId = headers['x-amzn-requestid'];
  return requestId === undefined ? {} : { requestId };
};
