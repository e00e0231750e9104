// What the command prints: lines for people, or one JSON object a line for programs. Pure but for `write`.
import { styleText } from 'node:util';
import type { TimelineEvent } from '#contracts/http.ts';
import { Refused } from './errors.ts';

/** `elapsedMs` counts from the start of the command. */
export type Reporter = {
  accepted: (order: { orderId: string; basket: string }, elapsedMs: number) => void;
  acceptedMany: (orders: { count: number; basket: string; perSecond: number }, elapsedMs: number) => void;
  event: (event: TimelineEvent, elapsedMs: number) => void;
  mail: (subject: string | undefined, elapsedMs: number) => void;
  failure: (message: string) => void;
};

type Style = Parameters<typeof styleText>[0];
type Output = { write: (text: string) => void; writeError: (text: string) => void; color: boolean };

/** 412 → '+0.412 s' */
export const formatElapsed = (ms: number): string => `+${(ms / 1_000).toFixed(3)} s`;

const bad = ['declined', 'out_of_stock', 'payment_declined'];

const styleOf = ({ type, outcome }: TimelineEvent): Style | undefined => {
  if (outcome && bad.includes(outcome)) return 'yellow';
  return type === 'OrderCompleted' ? 'green' : undefined;
};

const mailSent = 'MailSent';

/** The subject of the mail that the event tells of, if it tells of one. */
export const mailSubjectIn = ({ type, detail }: TimelineEvent): string | undefined =>
  type === mailSent && typeof detail?.subject === 'string' ? detail.subject : undefined;

/** ' (Northwind Parcel, NW123)': what helps to follow the order, of what an event carries. */
const detailIn = ({ detail = {} }: TimelineEvent): string => {
  const { carrier, trackingNumber, missing, reason } = detail;
  const known = [carrier, trackingNumber, missing, reason].flat();
  const words = known.filter((value) => typeof value === 'string');
  return words.length > 0 ? ` (${words.join(', ')})` : '';
};

export const createTextReporter = ({ write, writeError, color }: Output): Reporter => {
  const paint = (style: Style | undefined, text: string) =>
    color && style && text ? styleText(style, text, { validateStream: false }) : text;
  const line = (elapsedMs: number, text: string) =>
    write(`${paint('dim', formatElapsed(elapsedMs).padStart(8))}  ${text}\n`);
  return {
    accepted: ({ orderId, basket }, elapsedMs) =>
      line(elapsedMs, `${paint('bold', `Order ${orderId}`)} accepted: ${basket}`),
    acceptedMany: ({ count, basket, perSecond }, elapsedMs) =>
      line(elapsedMs, `${paint('bold', `${count} orders`)} accepted, ${perSecond} a second: ${basket} each`),
    event: (event, elapsedMs) =>
      line(elapsedMs, paint(styleOf(event), event.title) + paint('dim', detailIn(event))),
    mail: (subject) => write(`mail: ${subject ? paint('bold', subject) : 'none was seen'}\n`),
    failure: (message) => writeError(`${paint('red', message)}\n`),
  };
};

export const createJsonReporter = ({ write }: Pick<Output, 'write'>): Reporter => {
  const object = (members: object) => write(`${JSON.stringify(members)}\n`);
  return {
    accepted: (order, elapsedMs) => object({ kind: 'accepted', elapsedMs, ...order }),
    acceptedMany: (orders, elapsedMs) => object({ kind: 'accepted', elapsedMs, ...orders }),
    event: (event, elapsedMs) => object({ kind: 'event', elapsedMs, event }),
    mail: (subject, elapsedMs) => object({ kind: 'mail', elapsedMs, subject: subject ?? null }),
    failure: (message) => object({ kind: 'failure', message }),
  };
};

/** A refusal with each fault that the server named, one a line; its message often is the first of them. */
export const describeFailure = (error: Error): string => {
  if (!(error instanceof Refused)) return error.message;
  const faults = (error.problem?.errors ?? []).filter(({ detail }) => detail !== error.message);
  const lines = faults.map(({ pointer, detail }) => `\n  ${pointer || '/'}: ${detail}`);
  return `Waybill refused this (${error.status}): ${error.message}${lines.join('')}`;
};
