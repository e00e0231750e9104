// What EventBridge wraps around an event, where a target does not ask for `$.detail` alone: a dead-letter queue of the bus
// always gets the event as a whole, and emulators know no InputPath. Pure.
import type { Message } from '@aws-sdk/client-sqs';
import { Type } from 'typebox';
import { compile } from '#contracts/validate.ts';

const isWrapped = compile(
  Type.Object({
    version: Type.Literal('0'),
    id: Type.String(),
    'detail-type': Type.String(),
    source: Type.String(),
    detail: Type.Object({}),
  }),
);

/** What was put on the bus; anything else as it is. */
export const unwrap = (parsed: unknown): unknown => (isWrapped(parsed) ? parsed.detail : parsed);

const hasTrace = compile(Type.Object({ traceparent: Type.String() }));

/** The trace that a message belongs to: of its attributes, or of its body where it came over a bus. */
export const traceparentOf = ({ MessageAttributes, Body = '' }: Message): string | undefined =>
  MessageAttributes?.traceparent?.StringValue ?? traceparentIn(Body);

const traceparentIn = (body: string): string | undefined => {
  try {
    const envelope = unwrap(JSON.parse(body));
    return hasTrace(envelope) ? envelope.traceparent : undefined;
  } catch {
    // Whoever reads the message says what is wrong with it.
    return undefined;
  }
};
