// The three calls that the command makes. Each has a deadline, and what comes back is validated.
import { setTimeout as pause } from 'node:timers/promises';
import type { Static, TSchema } from 'typebox';
import {
  OrderAccepted,
  type PlaceOrderBody,
  Problem,
  ProductList,
  type ProductView,
} from '#contracts/http.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import { Refused, Unreachable } from './errors.ts';

const deadlineMs = 10_000;
const maxPages = 20;

export type WaybillClient = ReturnType<typeof createWaybillClient>;

/** Each call throws Unreachable without an answer, Refused with one that is no success, and the reason of an aborted signal. */
export const createWaybillClient = (url: string, interrupted: AbortSignal) => {
  const call = (path: string, init: RequestInit = {}, signal = interrupted) =>
    fetchAnswer(url + path, init, signal);
  return {
    /** The catalogue, all pages of it. */
    listProducts: async (): Promise<ProductView[]> => {
      const products: ProductView[] = [];
      let query = '';
      for (let page = 0; page < maxPages; page += 1) {
        const list = await read(call(`/products${query}`), ProductList);
        products.push(...list.products);
        if (!list.nextCursor) break;
        query = `?cursor=${encodeURIComponent(list.nextCursor)}`;
      }
      return products;
    },

    /** The orderId. Tried again when there was no answer: the key makes that the same order. */
    placeOrder: async (body: PlaceOrderBody, idempotencyKey: string): Promise<string> => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const accepted = await retried(() => read(call('/orders', init), OrderAccepted), interrupted);
      return accepted.orderId;
    },

    /**
     * The event stream after `lastEventId`, as text; it lasts until the server or `signal` ends it. Undefined when that
     * was the last event and nothing more will come (204).
     */
    openEvents: async (
      orderId: string,
      lastEventId: string | undefined,
      signal: AbortSignal,
    ): Promise<ReadableStream<string> | undefined> => {
      const headers = { accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) };
      const { body } = await call(`/orders/${orderId}/events`, { headers }, signal);
      return body?.pipeThrough(new TextDecoderStream());
    },
  };
};

const attempts = 3;
const pauseMs = 250;

const retried = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const mayPass = error instanceof Unreachable || (error instanceof Refused && error.status === 503);
      if (!mayPass || attempt === attempts) throw error;
      await pause(pauseMs * attempt, undefined, { signal });
    }
  }
};

/** The deadline is for the answer to begin. */
const fetchAnswer = async (url: string, init: RequestInit, signal: AbortSignal): Promise<Response> => {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), deadlineMs);
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, late.signal]) });
    if (response.ok) return response;
    throw new Refused(response.status, await problemIn(response));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refused) throw error;
    throw new Unreachable(`Waybill does not answer at ${new URL(url).origin}`, { cause: error });
  } finally {
    clearTimeout(timer);
  }
};

/** Undefined when it is not JSON, which no schema takes for an answer. */
const jsonIn = (response: Response): Promise<unknown> => response.json().catch(() => undefined);

const isProblem = compile(Problem);

const problemIn = async (response: Response): Promise<Problem | undefined> => {
  const body = await jsonIn(response);
  return isProblem(body) ? body : undefined;
};

const read = async <T extends TSchema>(answer: Promise<Response>, schema: T): Promise<Static<T>> => {
  const response = await answer;
  const body = await jsonIn(response);
  const isValid = compile(schema);
  if (isValid(body)) return body;
  throw new Error(`${response.url} is not what Waybill answers: ${describeErrors(isValid.errors)}`);
};
