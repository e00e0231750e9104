// Mails the customer how the order ended: claim, send, record. At most one delivery sends at a time; a mail goes out
// twice only when SES took it and nobody could record that, and then not before the lease has run out.
import { sentMail } from '#contracts/mail-dispatch.ts';
import type { MailClaim } from '#contracts/mail-record.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler, HandlerContext } from '#messaging/handler.ts';
import { isUrgent, leaseMs, newClaim } from './claim.ts';
import type { Dispatches, Seat } from './dispatches.ts';
import type { MailKey, MailStore } from './mail-store.ts';
import type { Mailer, SendResult } from './mailer.ts';
import type { ReadOrder } from './read-order.ts';
import { type RenderedMail, renderMail } from './templates/render-mail.ts';

export type MailCustomerDeps = {
  readOrder: ReadOrder;
  store: MailStore;
  dispatches: Dispatches;
  send: Mailer;
  now: () => number;
  random: () => number;
};

/** Who keeps a claim need not look again before its lease has run out. */
const onceFree = { afterSeconds: Math.ceil(leaseMs / 1_000) };

/** The other delivery is done soon, as a rule; if it died, three more looks outlast its lease. */
const soon = { afterSeconds: Math.ceil(leaseMs / 3_000) };

/** @throws RetryLater while the order is not stored, another delivery sends, or SES does not take mail; Permanent when SES refuses it */
export const createMailCustomer =
  (deps: MailCustomerDeps): Handler<'OrderCompleted'> =>
  async ({ subject: orderId, outcome: kind }, context) => {
    if (!kind) throw new Permanent(`OrderCompleted of order ${orderId} has no outcome`);
    const order = await deps.readOrder(orderId, (one) => hasEnded(one, kind));
    if (!order) throw new RetryLater(`Order ${orderId} is not in OrdersTable yet`);
    if (!hasEnded(order, kind))
      throw new Permanent(`Order ${orderId} has not ended as ${kind}; it is ${order.status}`);
    const letter = { key: { orderId, kind }, order, mail: renderMail(order, kind) };
    const seat = deps.dispatches.join();
    try {
      await mailFrom(seat, letter, deps, context);
    } finally {
      seat.leave();
    }
    return [];
  };

type Letter = { key: MailKey; order: OrderRecord; mail: RenderedMail };

const mailFrom = async (
  seat: Seat,
  letter: Letter,
  deps: MailCustomerDeps,
  context: HandlerContext,
): Promise<void> => {
  const { key, mail } = letter;
  const claim = await claimMail(deps, key, { subject: mail.subject, dispatch: seat.dispatch });
  if (!claim) return;
  const result = await sendUnderClaim(deps, { ...letter, claim }, context);
  if (result.outcome !== 'sent') return abandon(deps, { key, claim, result });
  const { messageId } = result;
  const at = deps.now();
  const recorded = seat.record(claim.claimId, { messageId, at }, isUrgent(claim, at));
  const isStored = await recorded.catch((err: unknown) => {
    context.log.warn({ err }, 'not recorded with other mails: recorded by itself');
    return false;
  });
  if (!isStored) await deps.store.markSent(key, claim, sentMail(claim, { messageId, at }));
  context.count('MailsSent');
  context.log.info({ kind: key.kind, sesMessageId: messageId }, 'mail sent');
};

/** `orders` writes the ending before it tells of it, so a mail that its order knows nothing of was asked for by hand. */
const hasEnded = ({ timeline }: OrderRecord, kind: MailKey['kind']): boolean =>
  timeline.some(({ type, outcome }) => type === 'OrderCompleted' && outcome === kind);

/** Undefined when the mail went out before. */
const claimMail = async (
  { store, now, random }: MailCustomerDeps,
  key: MailKey,
  named: Parameters<typeof newClaim>[2],
): Promise<MailClaim | undefined> => {
  const at = now();
  const claim = newClaim(at, random, named);
  const standing = await store.claim(key, claim, at);
  if (standing === 'beingSent')
    throw new RetryLater(`Another delivery is sending the ${key.kind} mail of order ${key.orderId}`, soon);
  return standing === 'claimed' ? claim : undefined;
};

type Sending = Letter & { claim: MailClaim };

/** No longer than the lease lasts: after that, another delivery may be sending. */
const sendUnderClaim = async (
  { send, now }: MailCustomerDeps,
  { key, order, mail, claim }: Sending,
  { signal }: HandlerContext,
): Promise<SendResult> => {
  const withinMs = claim.leaseUntil - now();
  if (withinMs <= 0) return { outcome: 'notSent', reason: 'Claiming the mail took longer than the lease' };
  return send({ ...key, to: order.details.customerEmail, mail }, { withinMs, signal });
};

type Abandoned = { key: MailKey; claim: MailClaim; result: Exclude<SendResult, { outcome: 'sent' }> };

/** Keeps the claim when the mail may have gone out: that spaces the attempts, so that a slow SES does not send many. */
const abandon = async (
  { store }: MailCustomerDeps,
  { key, claim, result: { outcome, reason } }: Abandoned,
): Promise<never> => {
  const what = `The ${key.kind} mail of order ${key.orderId}`;
  if (outcome === 'unknown') throw new RetryLater(`${what} may have been sent: ${reason}`, onceFree);
  await store.release(key, claim);
  if (outcome === 'refused') throw new Permanent(`${what} was refused: ${reason}`);
  throw new RetryLater(`${what} was not sent: ${reason}`);
};
