// Accepts an order: checks it against the catalogue, gives it its id, and has SQS take it. Only then is it accepted.
import { shopCurrency } from '#contracts/fields.ts';
import type { PlaceOrderBody } from '#contracts/http.ts';
import { worthOf } from '#contracts/money.ts';
import type { OrderDetails } from '#contracts/order-details.ts';
import { Permanent } from '#messaging/errors.ts';
import { Overloaded } from '#platform/batcher.ts';
import { derivedUuid, sha256, timeUuid } from '#platform/ids.ts';
import type { Count } from '#platform/metrics.ts';
import type { Sender } from '../app-dependencies.ts';
import { type Fault, faultyInput, type ProblemError, tryAgain } from '../http/problem.ts';
import { fingerprintOf } from './fingerprint.ts';
import {
  assertSameRequest,
  claimSeconds,
  type IdempotencyClaim,
  type IdempotencyClaims,
} from './idempotency-claims.ts';
import { catalogueFaults, named, type Products, summedLines } from './order-lines.ts';

type AcceptOrderRequest = {
  body: PlaceOrderBody;
  principal: string;
  idempotencyKey: string | undefined;
  traceparent: string;
};

type AcceptOrderDeps = {
  findProducts: (productIds: string[]) => Promise<Products>;
  claims: IdempotencyClaims;
  orderQueue: Sender;
  now: () => number;
  count: Count;
};

/**
 * The order's id, once the order is durably queued.
 * @throws ProblemError 400, 422 or 503; Overloaded: nothing was sent; Permanent: a defect of ours
 */
export type AcceptOrder = (request: AcceptOrderRequest) => Promise<string>;

export const createAcceptOrder =
  ({ findProducts, claims, orderQueue, now, count }: AcceptOrderDeps): AcceptOrder =>
  async ({ body: given, principal, idempotencyKey, traceparent }) => {
    const body = { ...given, paymentToken: given.paymentToken ?? defaultToken };
    const lines = summedLines(body.items);
    const products = await findProducts(lines.map(({ productId }) => productId));
    const faults = catalogueFaults(body.items, products);
    const fingerprint = fingerprintOf(body);
    const time = now();
    const orderId =
      idempotencyKey === undefined
        ? newOrderId(faults, time)
        : await claimedOrderId(claims, faults, newClaim(principal, idempotencyKey, fingerprint, time));
    const order = detailsOf(body, named(lines, products), fingerprint);
    const acceptedAt = new Date(time).toISOString();
    // For a repetition too: the first request may have died between its claim and its send, and the consumer stores an
    // orderId once however often it comes.
    const data = { order, acceptedAt };
    try {
      await orderQueue.send({ type: 'PlaceOrder', subject: orderId, at: acceptedAt, data }, traceparent);
    } catch (error) {
      throw sendFailure(error, idempotencyKey !== undefined);
    }
    count('OrdersReceived');
    return orderId;
  };

/** What a request leaves out and what it says outright are the same request. */
const defaultToken = 'tok_approved';

const newOrderId = (faults: Fault[], now: number): string => {
  if (faults.length > 0) throw notInCatalogue(faults);
  return timeUuid(now);
};

/** The id holds the expiry: a key that comes again after its claim has expired makes an order of its own, and loses none. */
const newClaim = (principal: string, key: string, fingerprint: string, now: number): IdempotencyClaim => {
  const expiresAt = Math.floor(now / 1_000) + claimSeconds;
  const orderId = derivedUuid(principal, key, String(expiresAt));
  return { id: sha256(principal, key), subject: orderId, fingerprint, expiresAt };
};

/**
 * A key is claimed only for an order that agrees with the catalogue, so a claim proves that its order once did. That is
 * why a repetition is answered as the first request was, also when a price has changed since; and why an order that
 * disagrees now must still be looked up before it is refused.
 */
const claimedOrderId = async (
  claims: IdempotencyClaims,
  faults: Fault[],
  claim: IdempotencyClaim,
): Promise<string> => {
  const nowSeconds = claim.expiresAt - claimSeconds;
  const holder =
    faults.length === 0 ? await claims.claim(claim, nowSeconds) : await claims.find(claim.id, nowSeconds);
  if (!holder) throw notInCatalogue(faults);
  assertSameRequest(holder, claim);
  return holder.subject;
};

const notInCatalogue = (faults: Fault[]): ProblemError =>
  faultyInput(422, faults, { kind: 'not-in-catalogue' });

const detailsOf = (
  body: Required<PlaceOrderBody>,
  lines: OrderDetails['lines'],
  fingerprint: string,
): OrderDetails => ({
  customerName: body.customerName,
  customerEmail: body.customerEmail,
  lines,
  total: worthOf(lines),
  currency: shopCurrency,
  shippingAddress: body.shippingAddress,
  paymentMethod: body.paymentMethod,
  paymentToken: body.paymentToken,
  fingerprint,
});

/** SQS may have taken the order though its answer was lost: without a key a second attempt can be a second order. */
const sendFailure = (error: unknown, hasKey: boolean): unknown => {
  if (error instanceof Permanent || error instanceof Overloaded) return error;
  const advice = hasKey
    ? 'The order was not accepted; send it again with the same Idempotency-Key'
    : 'The order may have been accepted: look for it with GET /orders before you send it again. An Idempotency-Key makes sending again safe';
  return tryAgain(advice, 1, error);
};
