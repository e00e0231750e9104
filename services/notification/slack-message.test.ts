import { expect, it } from 'vitest';
import type { Alarm } from './alarm.ts';
import { slackMessage } from './slack-message.ts';
import { sampleAlarm } from './testing/sample-alarm.ts';

const alarm = (changes: Partial<Alarm> = {}): Alarm => ({ ...sampleAlarm, ...changes });
const linesOf = (changes: Partial<Alarm> = {}) => slackMessage(alarm(changes)).text.split('\n');

it('says what rings, what it means, which runbook helps, the figures, and where to look', () => {
  expect(linesOf()).toEqual([
    ':rotating_light: ALARM *waybill-dev-payment-queue-dlq*',
    'Messages that payment could not handle. Runbook: docs/runbooks/dead-letters.md',
    // Slack's own characters, in a text that has them, are text.
    expect.stringContaining('[3.0 (20/11/26 10:04:00)] was greater than the threshold (0.0)'),
    '2026-11-20T10:05:12.345+0000  <https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#alarmsV2:alarm/waybill-dev-payment-queue-dlq|CloudWatch>',
  ]);
  expect(linesOf()[2]).toContain('OK -&gt; ALARM');
});

it('says when it is over', () => {
  expect(linesOf({ NewStateValue: 'OK' })[0]).toBe(':white_check_mark: OK *waybill-dev-payment-queue-dlq*');
});

it('leaves out what the alarm does not have: a description, an address', () => {
  expect(linesOf({ AlarmDescription: null, AlarmArn: 'arn:aws-cn:cloudwatch:cn-north-1:1:alarm:x' })).toEqual(
    [
      expect.stringContaining('waybill-dev-payment-queue-dlq'),
      expect.stringContaining('Threshold Crossed'),
      '2026-11-20T10:05:12.345+0000',
    ],
  );
});

it('lets no text call a channel or make a link, and stays short', () => {
  const [name, description] = linesOf({ AlarmName: '<!channel>', AlarmDescription: '&'.repeat(9_000) });
  expect(name).toContain('*&lt;!channel&gt;*');
  expect(description?.replaceAll('&amp;', '&').length).toBe(1_100);
});
