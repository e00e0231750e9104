import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAws } from '#platform/aws.ts';
import { readEnv } from '#platform/env.ts';
import { systemTimers } from '#platform/timers.ts';
import { createMailer } from './mailer.ts';
import { renderMail } from './templates/render-mail.ts';
import { type Answer, startFakeSes } from './testing/fake-ses.ts';
import { someOrder } from './testing/sample-order.ts';

const order = someOrder();
const mail = renderMail(order, 'fulfilled');
const outgoing = { to: 'john.doe@example.com', orderId: order.orderId, kind: 'fulfilled' as const, mail };
const never = new AbortController().signal;
const patient = { withinMs: 30_000, signal: never };

let stops: (() => unknown)[] = [];
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
});

const mailerTo = (url: string, variables: Record<string, string> = {}) => {
  const sender = { MAIL_FROM: 'Shop <shop@example.com>', ...variables };
  const env = readEnv({ AWS_ENDPOINT_URL_SESV2: url, ...sender });
  const aws = createAws(env);
  stops.push(aws.close);
  return createMailer({ aws, env, timers: systemTimers });
};

const sesThat = async (answer: Answer, variables: Record<string, string> = {}) => {
  const ses = await startFakeSes(answer);
  stops.push(ses.stop);
  return { ses, send: mailerTo(ses.url, variables) };
};

describe('a mail that SES takes', () => {
  it('is reported with the id that SES gave it', async () => {
    const { send } = await sesThat('accept');
    expect(await send(outgoing, patient)).toEqual({ outcome: 'sent', messageId: 'ses-1' });
  });

  it('goes from MAIL_FROM to the customer, as text and HTML in UTF-8', async () => {
    const { ses, send } = await sesThat('accept');
    await send(outgoing, patient);
    const [request] = ses.requests;
    expect(request?.FromEmailAddress).toBe('Shop <shop@example.com>');
    expect(request?.Destination?.ToAddresses).toEqual(['john.doe@example.com']);
    expect(request?.Content?.Simple?.Subject).toEqual({ Data: mail.subject, Charset: 'UTF-8' });
    expect(request?.Content?.Simple?.Body?.Text).toEqual({ Data: mail.text, Charset: 'UTF-8' });
    expect(request?.Content?.Simple?.Body?.Html).toEqual({ Data: mail.html, Charset: 'UTF-8' });
  });

  it('names the configuration set where there is one: without it, SES tells nobody of bounces', async () => {
    const plain = await sesThat('accept');
    await plain.send(outgoing, patient);
    expect(plain.ses.requests[0]).not.toHaveProperty('ConfigurationSetName');
    const configured = await sesThat('accept', { MAIL_CONFIGURATION_SET: 'waybill-prod' });
    await configured.send(outgoing, patient);
    expect(configured.ses.requests[0]?.ConfigurationSetName).toBe('waybill-prod');
  });

  it('carries the same headers each time, and tags that bounces give back', async () => {
    const { ses, send } = await sesThat('accept');
    await send(outgoing, patient);
    await send(outgoing, patient);
    const headers = ses.requests.map((request) =>
      Object.fromEntries((request.Content?.Simple?.Headers ?? []).map(({ Name, Value }) => [Name, Value])),
    );
    expect(headers[0]).toMatchObject({
      'X-Order-Id': order.orderId,
      'X-Entity-Ref-ID': `${order.orderId}/fulfilled`,
      'Auto-Submitted': 'auto-generated',
    });
    expect(headers[1]).toEqual(headers[0]);
    expect(ses.requests[0]?.EmailTags).toContainEqual({ Name: 'orderId', Value: order.orderId });
  });
});

it.each([
  { status: 400, error: 'MessageRejected', outcome: 'refused' },
  { status: 400, error: 'BadRequestException', outcome: 'refused' },
  { status: 429, error: 'TooManyRequestsException', outcome: 'notSent' },
  { status: 500, error: 'InternalServiceErrorException', outcome: 'notSent' },
  { status: 503, error: 'ServiceUnavailable', outcome: 'notSent' },
])('SES answers $status $error: $outcome, after one call, without the address', async (expected) => {
  const { status, error, outcome } = expected;
  const { ses, send } = await sesThat({ status, error, message: 'Not verified: john.doe@example.com' });
  const result = await send(outgoing, patient);
  expect(result).toMatchObject({ outcome, reason: expect.stringContaining(`${error} (${status})`) });
  expect(JSON.stringify(result)).not.toContain('john.doe');
  expect(ses.requests).toHaveLength(1);
});

it('nobody listens where SES should be: the mail was not sent', async () => {
  const ses = await startFakeSes('accept');
  await ses.stop();
  expect(await mailerTo(ses.url)(outgoing, patient)).toMatchObject({ outcome: 'notSent' });
});

// Sooner than the client itself would give up.
describe('SES takes a mail and does not answer', { timeout: 3_000 }, () => {
  it('within the time for sending: nobody knows, and it was asked once', async () => {
    const { ses, send } = await sesThat('silence');
    const result = await send(outgoing, { ...patient, withinMs: 300 });
    expect(result).toMatchObject({ outcome: 'unknown' });
    expect(ses.requests).toHaveLength(1);
  });

  it('before the handler gives up: nobody knows', async () => {
    const { ses, send } = await sesThat('silence');
    const handler = new AbortController();
    const result = send(outgoing, { ...patient, signal: handler.signal });
    await ses.asked;
    handler.abort();
    expect(await result).toMatchObject({ outcome: 'unknown' });
  });
});
