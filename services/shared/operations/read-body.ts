// What may be known of a dead letter's body, which can be anything: poison included, personal data included. Pure.
import { Type } from 'typebox';
import { type MessageType, messageData, subjectName } from '#contracts/events.ts';
import { OrderId, ProductId } from '#contracts/fields.ts';
import { compile } from '#contracts/validate.ts';

type ReadBody = {
  type?: string;
  subject?: string;
  outcome?: string;
  /** Left out where it may be personal data. */
  data?: unknown;
};

const isEnvelope = compile(Type.Object({ type: Type.String({ pattern: '^[A-Za-z]{1,64}$' }) }));
const isOrderId = compile(OrderId);
const isProductId = compile(ProductId);
const isWord = compile(Type.String({ pattern: '^[a-z_]{1,64}$' }));

/** The one message that carries the customer's details. */
const personal: MessageType = 'PlaceOrder';

const isKnown = (type: string): type is MessageType => Object.hasOwn(messageData, type);

/**
 * A subject is kept only where it looks like the id that it should be: whatever else stands there is nobody's to record.
 * A body that cannot be read may be a customer's order that lost a bracket, so nothing of it is shown.
 */
export const readBody = (body: string): ReadBody => {
  const envelope = parsed(body);
  if (!isEnvelope(envelope)) return {};
  const { type, subject, outcome, data } = envelope as { type: string } & Record<string, unknown>;
  const isSubject = isKnown(type) && subjectName(type) === 'productId' ? isProductId : isOrderId;
  return {
    type,
    ...(isSubject(subject) && { subject: subject as string }),
    ...(isWord(outcome) && { outcome: outcome as string }),
    ...(isKnown(type) && type !== personal && data !== undefined && { data }),
  };
};

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
