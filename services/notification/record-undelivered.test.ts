// From SES's topic to the order's mail: an event as SES publishes it, on the embedded SNS, SQS and DynamoDB.
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailRecord, SentMail } from '#contracts/mail-record.ts';
import type { RunningService } from '#platform/runtime.ts';
import { newOrderId } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { newClaim } from './claim.ts';
import { createMailStore, type MailStore } from './mail-store.ts';
import { bounceOf } from './testing/sample-mail-event.ts';
import { service } from './worker.ts';

let aws: TestAws;
let worker: RunningService;
let store: MailStore;
let TopicArn: string | undefined;
beforeAll(async () => {
  aws = await startTestAws();
  const { sns } = aws.runtime.aws;
  // As infra/modules/mail makes it.
  ({ TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'mail-events' })));
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:mail-events-queue';
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  store = createMailStore(aws.runtime.tables);
  // Failed messages come back at once.
  worker = await service.start({ ...aws.runtime, random: () => 0 });
});
afterAll(async () => {
  await worker.stop();
  await aws.stop();
});

const publish = (event: object) =>
  aws.runtime.aws.sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(event) }));

const seen = (status: 'consumed' | 'published', queueName: string, text: string) =>
  aws.spy.waitForMessage(
    (message) => message.service === 'sqs' && message.queueName === queueName && message.body.includes(text),
    status,
    10_000,
  );

const sent: SentMail = {
  state: 'SENT',
  subject: 'Confirmed',
  at: '2026-11-20T10:05:10.000Z',
  messageId: 'm1',
};
const claimMail = async () => {
  const key = { orderId: newOrderId(), kind: 'fulfilled' as const };
  const claim = newClaim(Date.now(), Math.random, { subject: sent.subject, dispatch: key.orderId });
  await store.claim(key, claim, Date.now());
  return { key, claim };
};
const mailOf = async (orderId: string) =>
  (await aws.runtime.tables.get<MailRecord>('NotificationsTable', orderId))?.fulfilled;

it('a bounce is kept with the mail, why and when, without the address', async () => {
  const { key, claim } = await claimMail();
  await store.markSent(key, claim, sent);
  await publish(bounceOf(key.orderId, key.kind));
  await seen('consumed', 'mail-events-queue', key.orderId);
  const undelivered = { how: 'bounced', reason: 'Permanent General', at: '2026-11-20T10:05:12.345Z' };
  expect(await mailOf(key.orderId)).toEqual({ ...sent, undelivered });
});

it('a complaint without a word of why, and a rejection, are kept too', async () => {
  const { mail } = bounceOf(newOrderId(), 'fulfilled');
  const events = [
    {
      eventType: 'Complaint',
      complaint: { complaintFeedbackType: null, timestamp: '2026-11-21T08:00:00.000Z' },
    },
    { eventType: 'Reject', reject: { reason: 'Bad content' } },
  ];
  const kept = events.map(async (event) => {
    const { key, claim } = await claimMail();
    await store.markSent(key, claim, sent);
    await publish({ ...event, mail: { ...mail, tags: { orderId: [key.orderId], mail: [key.kind] } } });
    await seen('consumed', 'mail-events-queue', key.orderId);
    return (await mailOf(key.orderId)) as SentMail;
  });
  expect((await Promise.all(kept)).map(({ undelivered }) => undelivered)).toEqual([
    { how: 'complained', reason: 'unknown', at: '2026-11-21T08:00:00.000Z' },
    { how: 'rejected', reason: 'Bad content', at: mail.timestamp },
  ]);
});

it('a bounce that comes before its mail is marked as sent waits for that', async () => {
  const { key, claim } = await claimMail();
  expect(await store.markUndelivered(key, { how: 'bounced', reason: 'x', at: sent.at })).toBe('beingSent');
  await store.markSent(key, claim, sent);
  expect(await store.markUndelivered(key, { how: 'bounced', reason: 'x', at: sent.at })).toBe('marked');
});

it('an event about a mail that nobody sent is dead-lettered at once, with the reason', async () => {
  const orderId = newOrderId();
  await publish(bounceOf(orderId, 'refunded'));
  const letter = await seen('published', 'mail-events-queue-dlq', orderId);
  const { messageAttributes } = letter as { messageAttributes?: Record<string, { StringValue?: string }> };
  expect(messageAttributes?.failureReason?.StringValue).toContain('was never sent from here');
  expect(await mailOf(orderId)).toBeUndefined();
});
