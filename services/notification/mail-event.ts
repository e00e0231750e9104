// What SES tells of a mail that it took and that did not do its work, as far as the order is told of it: no address, no text.
// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
import { type Static, Type } from 'typebox';
import { OrderId } from '#contracts/fields.ts';
import { type MailKind, mailKinds, type Undelivered } from '#contracts/mail-record.ts';

const only = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Array(item, { minItems: 1, maxItems: 1 });

/** SES gives the mail's tags back, each as a list. */
export const MailEvent = Type.Object({
  eventType: Type.Enum(['Bounce', 'Complaint', 'Reject']),
  mail: Type.Object({
    timestamp: Type.String({ format: 'date-time' }),
    tags: Type.Object({ orderId: only(OrderId), mail: only(Type.Enum([...mailKinds])) }),
  }),
  bounce: Type.Optional(
    Type.Object({
      bounceType: Type.String(),
      bounceSubType: Type.String(),
      timestamp: Type.String({ format: 'date-time' }),
    }),
  ),
  complaint: Type.Optional(
    Type.Object({
      complaintFeedbackType: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      timestamp: Type.String({ format: 'date-time' }),
    }),
  ),
  reject: Type.Optional(Type.Object({ reason: Type.String() })),
});

export type MailEvent = Static<typeof MailEvent>;

const how = { Bounce: 'bounced', Complaint: 'complained', Reject: 'rejected' } as const;

/** Pure: which mail it is about, and what became of that. */
export const readMailEvent = ({ eventType, mail, bounce, complaint, reject }: MailEvent) => {
  const [orderId = ''] = mail.tags.orderId;
  const [kind] = mail.tags.mail;
  const reason =
    (bounce && `${bounce.bounceType} ${bounce.bounceSubType}`) ??
    reject?.reason ??
    complaint?.complaintFeedbackType ??
    'unknown';
  const at = bounce?.timestamp ?? complaint?.timestamp ?? mail.timestamp;
  const undelivered: Undelivered = { how: how[eventType], reason, at };
  return { key: { orderId, kind: kind as MailKind }, undelivered };
};
