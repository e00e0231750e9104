// An alarm as CloudWatch publishes it to its topic, as far as people are told of it.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
import { type Static, Type } from 'typebox';

export const Alarm = Type.Object({
  AlarmName: Type.String({ minLength: 1, maxLength: 255 }),
  /** What it means, and the runbook; null where nobody wrote any. */
  AlarmDescription: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  NewStateValue: Type.Enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  /** The figures that crossed the threshold. */
  NewStateReason: Type.String(),
  /** 2026-11-20T10:05:00.000+0000, which is not quite RFC 3339. */
  StateChangeTime: Type.String(),
  AlarmArn: Type.Optional(Type.String()),
});

export type Alarm = Static<typeof Alarm>;
