// Tells people of an alarm: a line in the log, and a message in Slack where there is a webhook. Without one the alarm is
// acknowledged all the same: alarms that lay in a queue that nobody empties would raise alarms themselves.
import type { Emission } from '#contracts/events.ts';
import type { HandlerContext } from '#messaging/handler.ts';
import type { Alarm } from './alarm.ts';
import type { PostToSlack } from './slack.ts';
import { slackMessage } from './slack-message.ts';

/** A repeated delivery is a repeated message in Slack: an alarm that comes twice is better than one that is lost. */
export const createTellAlarm =
  (post: PostToSlack | undefined) =>
  async (alarm: Alarm, { signal, log }: HandlerContext): Promise<readonly Emission[]> => {
    await post?.(slackMessage(alarm), signal);
    const fields = { alarm: alarm.AlarmName, state: alarm.NewStateValue };
    log.warn(fields, post ? 'alarm: Slack was told' : 'alarm: no SLACK_WEBHOOK_URL, nobody was told');
    return [];
  };
