// What Slack is told of an alarm. Pure. Alarms know names of queues and services, and figures: nothing of any customer.
import type { Alarm } from './alarm.ts';

/** The body of a Slack webhook. */
export type SlackMessage = { text: string };

const signs: Record<Alarm['NewStateValue'], string> = {
  ALARM: ':rotating_light: ALARM',
  OK: ':white_check_mark: OK',
  INSUFFICIENT_DATA: ':grey_question: NO DATA',
};

/** Slack cuts a text at 4,000 characters; nobody reads as many in an alarm. */
const maxLength = { description: 1_100, reason: 500 };

export const slackMessage = (alarm: Alarm): SlackMessage => {
  const { AlarmName, AlarmDescription, NewStateValue, NewStateReason, StateChangeTime } = alarm;
  const url = consoleUrl(alarm);
  const lines = [
    `${signs[NewStateValue]} *${plain(AlarmName, 255)}*`,
    plain(AlarmDescription ?? '', maxLength.description),
    plain(NewStateReason, maxLength.reason),
    [plain(StateChangeTime, 40), url && `<${url}|CloudWatch>`].filter(Boolean).join('  '),
  ];
  return { text: lines.filter((line) => line !== '').join('\n') };
};

/** Slack's three special characters: else a text could make links, or call a whole channel. */
const plain = (text: string, length: number): string => {
  const short = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return short.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
};

/** Undefined where the alarm does not say in which region it is, or AWS has its console elsewhere (China, GovCloud). */
const consoleUrl = ({ AlarmArn = '', AlarmName }: Alarm): string | undefined => {
  const region = /^arn:aws:cloudwatch:([a-z0-9-]+):/.exec(AlarmArn)?.[1];
  const page = `cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(AlarmName)}`;
  return region && `https://${region}.console.aws.amazon.com/${page}`;
};
