// The HTTP API as the page calls it: every call has a deadline and answers with a value or a failure, never a throw.
import type { OrderView, PlaceOrderBody, Problem, ProductView } from '#contracts/http.ts';
import type { Failure } from './failures.ts';

type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

const deadlineMs = 15_000;
const maxPages = 10;

const refusal = (response: Response, body: Partial<Problem> | undefined): Failure => {
  const retryAfter = Number(response.headers.get('retry-after'));
  return {
    kind: 'refused',
    status: response.status,
    message: body?.message ?? body?.detail ?? `The server answered ${response.status}.`,
    errors: body?.errors ?? [],
    ...(retryAfter > 0 && { retryAfter }),
  };
};

const unreachable: Result<never> = { ok: false, failure: { kind: 'unreachable' } };

const call = async <T>(path: string, init: RequestInit = {}): Promise<Result<T>> => {
  try {
    const response = await fetch(path, {
      cache: 'no-store',
      ...init,
      signal: AbortSignal.timeout(deadlineMs),
    });
    // A load balancer's own error page is not JSON: its status says enough. A success without JSON was cut off.
    const body = await response.json().catch(() => undefined);
    if (!response.ok) return { ok: false, failure: refusal(response, body) };
    return body === undefined ? unreachable : { ok: true, value: body };
  } catch {
    // fetch throws for a lost connection and for a missed deadline: to the customer they are the same.
    return unreachable;
  }
};

type ProductPage = { products: ProductView[]; nextCursor?: string };

/** The whole catalogue, up to 10 pages of it. */
export const listProducts = async (): Promise<Result<ProductView[]>> => {
  const products: ProductView[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
    const result = await call<ProductPage>(`/products${query}`);
    if (!result.ok) return result;
    products.push(...result.value.products);
    cursor = result.value.nextCursor;
    if (!cursor) break;
  }
  return { ok: true, value: products };
};

/** `idempotencyKey` makes a repeated call the same order. */
export const placeOrder = (
  body: PlaceOrderBody,
  idempotencyKey: string,
): Promise<Result<{ orderId: string }>> =>
  call('/orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
    body: JSON.stringify(body),
  });

export const getOrder = (orderId: string): Promise<Result<OrderView>> =>
  call(`/orders/${encodeURIComponent(orderId)}`);

/** Asks for the cancellation: whether it comes in time, the order's timeline tells. Asking again changes nothing. */
export const cancelOrder = (orderId: string): Promise<Result<{ orderId: string }>> =>
  call(`/orders/${encodeURIComponent(orderId)}/cancel`, { method: 'POST' });
