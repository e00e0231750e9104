// Which AWS call an HTTP request is, and as how many requests SQS and SNS charge it. Pure.
import type { IncomingHttpHeaders } from 'node:http';

export type ServiceName = 'sqs' | 'sns' | 'dynamodb' | 'ses';

export type Call = { service: ServiceName; action: string };

type Request = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };

const mailActions: Record<string, string> = {
  '/v2/email/outbound-emails': 'SendEmail',
  '/v2/email/outbound-bulk-emails': 'SendBulkEmail',
};

/** Characters of a form within which the action stands: the SDK sends it first. */
const formStart = 200;

/** SQS and DynamoDB name the action in a header, SNS in its form, SES by the path. */
export const callOf = (service: ServiceName, { method, path, headers, body }: Request): Call => {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { service, action: target.slice(target.indexOf('.') + 1) };
  const [, action] = /(?:^|&)Action=(\w+)/.exec(body.toString('latin1', 0, formStart)) ?? [];
  return { service, action: action ?? mailActions[path] ?? `${method} ${path}` };
};

const chunkBytes = 64 * 1_024;

/** Every 64 KiB of payload is a request; measured on the wire, with its framing, so a little too many. */
export const billedRequests = (requestBytes: number, answerBytes: number): number =>
  Math.max(1, Math.ceil(Math.max(requestBytes, answerBytes) / chunkBytes));
