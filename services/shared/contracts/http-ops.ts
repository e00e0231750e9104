// What operators ask of queues and dead letters, and what they are told: bodies of /ops, lines of `npm run ops`, records
// of AuditTable. None of it carries a message's body, but for one message that is asked for by its id.
import { type Static, Type } from 'typebox';
import { type MessageType, messageData } from './events.ts';
import { OrderId, prosePattern, strictObject } from './fields.ts';

const Timestamp = Type.String({ format: 'date-time' });
const Count = Type.Integer({ minimum: 0 });
const Queue = Type.String({
  description: 'The queue that the message failed in',
  examples: ['payment-queue'],
});

/** Moved by one request; more is left to the next one. */
const maxMovesPerRequest = 100;

/** Who acts. It is taken on trust: everyone who holds the operator token, or the AWS credentials, can claim any name. */
export const OperatorName = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[ -~]+$',
  description: 'Who acts, for the audit: printable ASCII',
  examples: ['alice'],
});

export const Reason = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: prosePattern,
  description: 'Why, for the audit: no personal data',
});

export const MessageIdPrefix = Type.String({
  minLength: 4,
  maxLength: 100,
  pattern: '^[A-Za-z0-9-]+$',
  description: 'The id of a dead letter, or of the message that it was; or a beginning that no other has',
});

/** A misspelled one is refused: it would find nothing, which looks as if all were well. */
export const MessageTypeName = Type.Enum(Object.keys(messageData) as MessageType[], {
  description: 'Type of the message',
});

export const QueueDepth = Type.Object({
  queue: Type.String({ examples: ['payment-queue'] }),
  waiting: Count,
  inFlight: Count,
  delayed: Count,
  deadLetters: Type.Object({
    waiting: Count,
    inFlight: Type.Integer({ minimum: 0, description: 'Read or redriven by somebody at this moment' }),
  }),
});
export type QueueDepth = Static<typeof QueueDepth>;
export const QueueList = Type.Object({ queues: Type.Array(QueueDepth) });

export const DeadLetter = Type.Object({
  messageId: Type.String({ description: 'In the dead-letter queue' }),
  queue: Queue,
  type: Type.Optional(Type.String({ description: 'Of the message, where it can be read' })),
  subject: Type.Optional(Type.String({ description: 'The orderId; of a stock command, the productId' })),
  outcome: Type.Optional(Type.String()),
  movedBy: Type.Enum(['waybill', 'sqs', 'sns', 'eventbridge', 'unknown']),
  failureReason: Type.String({ description: 'Why it is here' }),
  failedAt: Type.Optional(Timestamp),
  deliveries: Type.Optional(Type.Integer({ description: 'Before it was moved here' })),
  failedMessageId: Type.Optional(Type.String({ description: 'Its id in the queue, as logs have it' })),
  redrives: Type.Integer({ minimum: 0, description: 'How often it was redriven before' }),
  trace: Type.Optional(Type.String({ description: '`trace` of its log lines' })),
});
export type DeadLetter = Static<typeof DeadLetter>;

export const DeadLetterList = Type.Object({
  deadLetters: Type.Array(DeadLetter),
  mayBeMore: Type.Boolean({ description: 'true when not all could be read, or shown' }),
});
export type DeadLetterList = Static<typeof DeadLetterList>;

export const DeadLetterDetail = Type.Object({
  ...DeadLetter.properties,
  receives: Type.Integer({ description: 'Deliveries so far, each look at it included' }),
  attributes: Type.Record(Type.String(), Type.String(), {
    description: 'Those that Waybill knows; with the body, all of them',
  }),
  data: Type.Optional(
    Type.Unknown({
      description:
        'What the contract of the message says that it carries, if that cannot be personal and the message keeps it; without the payment token',
    }),
  ),
  body: Type.Optional(Type.String({ description: 'All of it, when asked for: personal data included' })),
  bodyWithheld: Type.Boolean({
    description: 'true: nothing of it is shown, since it may hold personal data; ask for it',
  }),
});
export type DeadLetterDetail = Static<typeof DeadLetterDetail>;

/** Which dead letters of a queue: all, without any member. */
const Selection = {
  only: Type.Optional(MessageIdPrefix),
  orderId: Type.Optional(OrderId),
  type: Type.Optional(MessageTypeName),
};
const MoveLimit = Type.Integer({
  minimum: 1,
  maximum: maxMovesPerRequest,
  default: maxMovesPerRequest,
  description: 'How many at most',
});

export const RedriveBody = strictObject(
  {
    dryRun: Type.Boolean({ default: false, description: 'true: say what would be moved, move nothing' }),
    ...Selection,
    limit: MoveLimit,
    reason: Type.Optional(Reason),
  },
  { examples: [{ dryRun: true, reason: 'The payment gateway is back' }] },
);

export const DiscardBody = strictObject(
  {
    only: Type.Optional(MessageIdPrefix),
    all: Type.Optional(
      Type.Literal(true, { description: 'Instead of `only`: every one, for good. Needs `yes` beside it' }),
    ),
    yes: Type.Optional(Type.Literal(true, { description: 'Confirms `all`' })),
    limit: MoveLimit,
    reason: Reason,
  },
  { examples: [{ only: 'aaaa0001', reason: 'Sent by hand, by mistake' }] },
);

export const ResumeBody = strictObject(
  { reason: Type.Optional(Reason) },
  { examples: [{ reason: 'Stands at RECEIVED since the outage' }] },
);

const MovedMessage = Type.Object({
  messageId: Type.String(),
  type: Type.Optional(Type.String()),
  subject: Type.Optional(Type.String()),
  failureReason: Type.String(),
  outcome: Type.Enum(['planned', 'redriven', 'discarded', 'failed']),
  detail: Type.Optional(Type.String({ description: 'Why it failed, or what else to know' })),
});
export type MovedMessage = Static<typeof MovedMessage>;

export const MoveReport = Type.Object({
  queue: Type.String({ description: 'Whose dead letters', examples: ['payment-queue'] }),
  messages: Type.Array(MovedMessage),
  done: Type.Integer({ description: 'How many were moved; none in a dry run' }),
  failed: Count,
  left: Type.Integer({ description: 'How many of the dead letters that were read are still there' }),
  mayBeMore: Type.Boolean({ description: 'true when not all dead letters could be read' }),
});
export type MoveReport = Static<typeof MoveReport>;

export const Resumed = Type.Object({
  orderId: OrderId,
  status: Type.String({ description: 'Where the order stands now' }),
  message: Type.String(),
});
export type Resumed = Static<typeof Resumed>;

/** `outcome` is `begun` before the message moves; a record that keeps it tells of a process that died on the way. */
export const AuditRecord = Type.Object({
  id: Type.String(),
  month: Type.String({ description: 'UTC', examples: ['2026-11'] }),
  at: Timestamp,
  actor: Type.String(),
  action: Type.Enum(['redrive', 'discard', 'resume']),
  queue: Type.String(),
  messageId: Type.String(),
  type: Type.Optional(Type.String()),
  subject: Type.Optional(Type.String()),
  failureReason: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  outcome: Type.String({ description: 'begun, done, or failed and why' }),
});
export type AuditRecord = Static<typeof AuditRecord>;
export const AuditList = Type.Object({ month: Type.String(), records: Type.Array(AuditRecord) });
export type AuditList = Static<typeof AuditList>;

export const Month = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])$',
  description: 'UTC, like 2026-11; without it, the current one',
  examples: ['2026-11'],
});
