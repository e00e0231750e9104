// What may be known of a dead letter's body, which can be anything: poison included, personal data included. Pure.
import { type TSchema, Type } from 'typebox';
import { Clean } from 'typebox/value';
import { type MessageType, messageData, subjectName } from '#contracts/events.ts';
import { OrderId, ProductId } from '#contracts/fields.ts';
import { compile } from '#contracts/validate.ts';
import { unwrap } from '#messaging/bus-envelope.ts';

type ReadBody = { type?: string; subject?: string; outcome?: string };

const isEnvelope = compile(Type.Object({ type: Type.String({ pattern: '^[A-Za-z]{1,64}$' }) }));
const isOrderId = compile(OrderId);
const isProductId = compile(ProductId);
const isWord = compile(Type.String({ pattern: '^[a-z_]{1,64}$' }));

const isKnown = (type: string): type is MessageType => Object.hasOwn(messageData, type);

/**
 * A subject is kept only where it looks like the id that it should be: whatever else stands there is nobody's to record.
 * A body that cannot be read may be a customer's order that lost a bracket, so nothing of it is shown.
 */
export const readBody = (body: string): ReadBody => {
  const envelope = parsed(body);
  if (!isEnvelope(envelope)) return {};
  const { type, subject, outcome } = envelope as { type: string } & Record<string, unknown>;
  const isSubject = isKnown(type) && subjectName(type) === 'productId' ? isProductId : isOrderId;
  return {
    type,
    ...(isSubject(subject) && { subject: subject as string }),
    ...(isWord(outcome) && { outcome: outcome as string }),
  };
};

/** The one message that carries the customer's details. */
const personal: MessageType = 'PlaceOrder';

const readable = new Map(
  Object.entries<TSchema>(messageData)
    .filter(([type]) => type !== personal)
    .map(([type, schema]) => [type, { schema, isValid: compile(schema) }]),
);

/**
 * What the contract says that the message carries, and nothing that it does not: undefined where the data break it, since
 * they could be anything. Without the token by which a customer pays.
 */
export const readData = (body: string): object | undefined => {
  const envelope = parsed(body);
  if (!isEnvelope(envelope)) return undefined;
  const { type, data } = envelope as { type: string; data?: unknown };
  const contract = readable.get(type);
  if (!contract?.isValid(data)) return undefined;
  const { paymentToken: _, ...shown } = Clean(contract.schema, data) as Record<string, unknown>;
  return shown;
};

const parsed = (body: string): unknown => {
  try {
    return unwrap(JSON.parse(body));
  } catch {
    return undefined;
  }
};
