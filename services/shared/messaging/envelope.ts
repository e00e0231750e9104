// The form of a message on the wire: a CloudEvents 1.0 JSON body, and attributes for subscriptions to filter on. EventBridge
// has no attributes: there the trace is in the body, and the body may come inside of the bus's own envelope.
// Publisher and consumer both validate here, against services/shared/contracts/events.ts.
import { Type } from 'typebox';
import {
  type Emission,
  type MessageType,
  messageData,
  outcomes,
  type Received,
  schemaVersion,
  subjectName,
} from '#contracts/events.ts';
import { OrderId, ProductId } from '#contracts/fields.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import { derivedUuid } from '#platform/ids.ts';
import { unwrap } from './bus-envelope.ts';
import { Permanent } from './errors.ts';

export type WireMessage = { body: string; attributes: Record<string, string> };

const isEnvelope = compile(
  Type.Object({
    specversion: Type.Literal('1.0'),
    id: Type.String({ minLength: 1, maxLength: 128 }),
    source: Type.String(),
    type: Type.Enum(Object.keys(messageData) as MessageType[]),
    subject: Type.String({ minLength: 1, maxLength: 128 }),
    time: Type.String({ format: 'date-time' }),
    schemaversion: Type.Integer({ minimum: 1 }),
    outcome: Type.Optional(Type.String()),
    data: Type.Unknown(),
  }),
);

const isSubject = { orderId: compile(OrderId), productId: compile(ProductId) };

const dataValidators = Object.fromEntries(
  Object.entries(messageData).map(([type, schema]) => [type, compile(schema)]),
) as { [T in MessageType]: ReturnType<typeof compile> };

/** The same for every attempt of the same step, so that a consumer can tell a repetition from news. */
export const messageId = ({ subject, type, outcome, key }: Emission): string =>
  derivedUuid(subject, type, outcome ?? '', key ?? '');

/** @throws Permanent when the emission breaks its contract: a defect of the emitting service */
const envelopeOf = (emission: Emission, source: string) => {
  const { type, subject, outcome, at, data } = emission;
  assertContract(emission);
  return {
    specversion: '1.0',
    id: messageId(emission),
    source: `/waybill/${source}`,
    type,
    subject,
    time: at,
    datacontenttype: 'application/json',
    schemaversion: schemaVersion,
    ...(outcome && { outcome }),
    data,
  };
};

/** @throws Permanent when the emission breaks its contract */
export const encode = (emission: Emission, source: string, traceparent: string): WireMessage => {
  const { type, outcome } = emission;
  return {
    body: JSON.stringify(envelopeOf(emission, source)),
    attributes: { type, ...(outcome && { outcome }), traceparent },
  };
};

/**
 * The body alone, for a router that carries no attributes: the trace is inside, as CloudEvents' extension for distributed
 * tracing has it. @throws Permanent when the emission breaks its contract
 */
export const encodeWhole = (emission: Emission, source: string, traceparent: string): string =>
  JSON.stringify({ ...envelopeOf(emission, source), traceparent });

/** @throws Permanent when the body is not a message that this version can read; the reason names no value, only places */
export const decode = (body: string): Received => {
  const envelope = unwrap(parseJson(body));
  if (!isEnvelope(envelope)) throw new Permanent(`Envelope: ${describeErrors(isEnvelope.errors)}`);
  const { id, type, subject, time, outcome, schemaversion, data } = envelope;
  const isValid = isSubject[subjectName(type)];
  if (!isValid(subject)) throw new Permanent(`${type}: /subject ${describeErrors(isValid.errors)}`);
  if (schemaversion > schemaVersion)
    throw new Permanent(
      `${type} of ${subject} has schema version ${schemaversion}, this consumer reads ${schemaVersion}: deploy it, then redrive`,
    );
  assertContract({ type, subject, outcome, data });
  return { id, type, subject, at: time, data, ...(outcome && { outcome }) } as Received;
};

/** @throws Permanent */
export const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new Permanent('The body is not JSON', { cause });
  }
};

type Checked = { type: MessageType; subject: string; outcome?: string | undefined; data: unknown };

const assertContract = ({ type, subject, outcome, data }: Checked) => {
  const allowed: readonly string[] = type in outcomes ? outcomes[type as keyof typeof outcomes] : [];
  if (allowed.length === 0 ? outcome !== undefined : !allowed.includes(outcome ?? ''))
    throw new Permanent(`${type} of ${subject} has an outcome that it cannot have`);
  const isValid = dataValidators[type];
  if (!isValid(data)) throw new Permanent(`${type} of ${subject}: data${describeErrors(isValid.errors)}`);
};
