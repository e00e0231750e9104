// Pure: until when an order should have moved on, and what is due once it has not. The sweeper finds such orders by it;
// `orders` decides by it.
import type { OrderRecord } from './order-record.ts';
import { isFinal, type OrderStatus } from './order-status.ts';

/**
 * `resume`: have everyone tell again what they have stored; `escalate`: that did not help, so a person must look;
 * `expire`: too late to ship, so cancel.
 */
export type Due = 'resume' | 'escalate' | 'expire';

/** An order may stay in a status so many times STALLED_AFTER_SECONDS. Steps that wait for a payment provider take longer. */
const shares: { [Status in OrderStatus]?: number } = {
  RECEIVED: 1,
  PAYMENT_AUTHORIZED: 1,
  STOCK_RESERVED: 1,
  SHIPPED: 2,
  RELEASING_PAYMENT: 2,
  CANCELLING: 2,
  RETURNING: 2,
};

/** After so many in one status, resuming has not helped and will not. */
const maxResumes = 2;

/** Nothing has been shipped, and nobody has asked for a cancellation yet. */
const canExpire: readonly OrderStatus[] = ['RECEIVED', 'PAYMENT_AUTHORIZED', 'STOCK_RESERVED'];

/** The part of an order that its deadline depends on. */
type Standing = Pick<OrderRecord, 'status' | 'createdAt' | 'expiresAt' | 'timeline' | 'resumed'>;

/** How often the order was resumed since anything was heard of it. */
export const resumesOf = ({ resumed }: Pick<Standing, 'resumed'>): number => resumed?.count ?? 0;

/** `now` in milliseconds since the epoch. Each resumption gives the order twice the time of the one before. */
export const dueFor = (order: Standing, now: number, stalledAfterMs: number): Due | undefined => {
  const { status, expiresAt } = order;
  if (isFinal(status)) return undefined;
  if (canExpire.includes(status) && Date.parse(expiresAt) <= now) return 'expire';
  const resumes = resumesOf(order);
  if (resumes > maxResumes) return undefined;
  const patienceMs = stalledAfterMs * (shares[status] ?? 1) * 2 ** resumes;
  if (now - lastHeardOf(order, resumes) < patienceMs) return undefined;
  return resumes < maxResumes ? 'resume' : 'escalate';
};

type Patience = { stalledAfterMs: number; expiresAfterMs: number };

/** Nothing is due of an order that was accepted more recently: the sweeper stays so far behind now. */
export const soonestDueMs = ({ stalledAfterMs, expiresAfterMs }: Patience): number =>
  Math.min(stalledAfterMs, expiresAfterMs);

/** More than passes until an order that is being stored can be read by its id, retries and clocks that differ included. */
const storingMs = 120_000;

/** Whether an order that is stored now can come to stand behind where the sweeper has looked already. */
export const isStoredLate = (createdAt: string, now: number, patience: Patience): boolean =>
  now - Date.parse(createdAt) > soonestDueMs(patience) - storingMs;

const lastHeardOf = ({ timeline, resumed, createdAt }: Standing, resumes: number): number => {
  const times = [createdAt, ...timeline.map(({ at }) => at)];
  if (resumes > 0 && resumed) times.push(resumed.at);
  return Math.max(...times.map((at) => Date.parse(at)));
};
