// From CloudWatch's topic to Slack: a real alarm's JSON on the embedded SNS and SQS, a real HTTP server as Slack.
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import type { RunningService } from '#platform/runtime.ts';
import { systemTimers } from '#platform/timers.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createSlack } from './slack.ts';
import { startFakeSlack } from './testing/fake-slack.ts';
import { sampleAlarm } from './testing/sample-alarm.ts';
import { service } from './worker.ts';

let aws: TestAws;
let TopicArn: string;
const running: { stop: () => Promise<void> }[] = [];
beforeAll(async () => {
  aws = await startTestAws();
  TopicArn = await subscribe();
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
afterAll(() => aws.stop());

const started = async <T extends { stop: () => Promise<void> }>(starting: Promise<T>): Promise<T> => {
  const one = await starting;
  running.unshift(one);
  return one;
};

const logged: string[] = [];
/** Failed messages come back at once. */
const startWorker = (url?: string): Promise<RunningService> => {
  const { runtime } = aws;
  const log = createLogger('info', { write: (line: string) => void logged.push(line) });
  const env = { ...runtime.env, ...(url && { SLACK_WEBHOOK_URL: url }) };
  return started(service.start({ ...runtime, env, log, random: () => 0 }));
};

/** As infra/modules/alarms makes it. */
const subscribe = async (): Promise<string> => {
  const { sns } = aws.runtime.aws;
  const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'alarms' }));
  const Endpoint = 'arn:aws:sqs:us-east-1:000000000000:alarm-queue';
  const Attributes = { RawMessageDelivery: 'true' };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint, Attributes }));
  return TopicArn;
};

/** As CloudWatch does: without any attribute. */
const ring = async (AlarmName: string): Promise<string> => {
  const { sns } = aws.runtime.aws;
  const Message = JSON.stringify({ ...sampleAlarm, AlarmName });
  await sns.send(new PublishCommand({ TopicArn, Message, Subject: `ALARM: "${AlarmName}"` }));
  return AlarmName;
};

const seen = (status: 'consumed' | 'published', queueName: string, text: string) =>
  aws.spy.waitForMessage(
    (message) => message.service === 'sqs' && message.queueName === queueName && message.body.includes(text),
    status,
    10_000,
  );

const reasonOf = async (text: string) => {
  const dead = await createQueueTools(aws.runtime).receive('alarm-queue-dlq', 5);
  const own = dead.find(({ Body }) => Body?.includes(text));
  return own?.MessageAttributes?.failureReason?.StringValue;
};

describe('an alarm', () => {
  it('that CloudWatch publishes arrives in Slack, with what it means', async () => {
    const slack = await started(startFakeSlack());
    await startWorker(slack.url);
    await seen('consumed', 'alarm-queue', await ring('first'));
    expect(slack.messages.map(({ text }) => text)).toEqual([expect.stringContaining('ALARM *first*')]);
    expect(slack.messages[0]?.text).toContain('docs/runbooks/dead-letters.md');
  });

  it('that Slack does not take, being broken or busy, is told again until it does', async () => {
    const slack = await started(
      startFakeSlack([{ status: 500 }, { status: 429, headers: { 'retry-after': '0' } }]),
    );
    await startWorker(slack.url);
    await seen('consumed', 'alarm-queue', await ring('second'));
    expect(slack.messages).toHaveLength(3);
  });

  it('that Slack will never take is dead-lettered at once, with the reason and without the address', async () => {
    const slack = await started(startFakeSlack([{ status: 404, text: 'no_service' }]));
    await startWorker(slack.url);
    await seen('published', 'alarm-queue-dlq', await ring('third'));
    const reason = await reasonOf('third');
    expect(reason).toContain('Permanent: Slack answered 404 (no_service): check SLACK_WEBHOOK_URL');
    expect(slack.messages).toHaveLength(1);
    expect(`${reason}${logged.join('')}`).not.toContain('hush');
  });

  it('that Slack cannot be reached for is dead-lettered after five deliveries, without the address', async () => {
    const slack = await startFakeSlack();
    await slack.stop();
    await startWorker(slack.url);
    await seen('published', 'alarm-queue-dlq', await ring('fourth'));
    const reason = await reasonOf('fourth');
    expect(reason).toBe('Gave up after 5 deliveries. RetryLater: Slack did not answer (ECONNREFUSED)');
    expect(logged.join('')).not.toContain('hush');
  });

  it('that Slack sends elsewhere is not told there', async () => {
    const elsewhere = await started(startFakeSlack());
    const slack = await started(startFakeSlack([{ status: 307, headers: { location: elsewhere.url } }]));
    const posting = createSlack(slack.url, systemTimers)({ text: 'x' }, new AbortController().signal);
    await expect(posting).rejects.toThrow('Slack answered 307');
    expect(elsewhere.messages).toEqual([]);
  });

  it('for which Slack has no answer is put off in ten seconds', async () => {
    const slack = await started(startFakeSlack());
    const asked: number[] = [];
    const timers = { deadline: (ms: number) => AbortSignal.timeout(asked.push(ms) && 0) };
    const posting = createSlack(slack.url, timers)({ text: 'x' }, new AbortController().signal);
    await expect(posting).rejects.toThrow('Slack did not answer (TimeoutError)');
    expect(asked).toEqual([10_000]);
  });

  it('without a webhook is acknowledged, and logged', async () => {
    await startWorker();
    await seen('consumed', 'alarm-queue', await ring('fifth'));
    expect(logged.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        alarm: 'fifth',
        state: 'ALARM',
        msg: expect.stringMatching(/^alarm: no/),
      }),
    );
  });

  it('that is none is dead-lettered, and its reason quotes nothing of it', async () => {
    await startWorker();
    await createQueueTools(aws.runtime).sendBody(
      'alarm-queue',
      '{"AlarmName":"sixth","NewStateValue":"MAYBE"}',
    );
    await seen('published', 'alarm-queue-dlq', 'sixth');
    expect(await reasonOf('sixth')).toMatch(
      /^Permanent: CloudWatchAlarm: .*\/NewStateValue must be equal to one of/,
    );
  });
});
