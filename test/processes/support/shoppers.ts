// Customers who do not give up: each asks again, with the same Idempotency-Key, until the API answers.
import { setTimeout as delay } from 'node:timers/promises';
import { orderBody, post } from '#test/orders.ts';

export type Wish = {
  /** Its Idempotency-Key. */
  key: string;
  productId: string;
  paymentToken: string;
  afterwards: 'keep' | 'cancel' | 'restock' | 'write_off';
};

export type Shop = {
  /** Resolves with the orderId once the order is accepted. */
  place: (wish: Wish) => Promise<string>;
  cancel: (orderId: string) => Promise<void>;
  giveBack: (orderId: string, restock: boolean) => Promise<void>;
};

/** The API may be dead: a new process answers after a second or two. */
const patience = { attempts: 300, pauseMs: 100 };

export const createShop = (url: string): Shop => ({
  place: async ({ key, productId, paymentToken }) => {
    const body = orderBody([{ productId }], { paymentToken });
    const answer = await ask(`${url}/orders`, post(body, { 'idempotency-key': key }));
    return (answer as { orderId: string }).orderId;
  },
  cancel: async (orderId) => {
    await ask(`${url}/orders/${orderId}/cancel`, { method: 'POST' });
  },
  giveBack: async (orderId, restock) => {
    const headers = { authorization: 'Bearer test-operator' };
    await ask(`${url}/orders/${orderId}/return`, post({ restock }, headers));
  },
});

/** @throws Error with the last answer, when there was no 202 after all attempts */
const ask = async (url: string, init: RequestInit): Promise<unknown> => {
  let last: unknown;
  for (let attempt = 0; attempt < patience.attempts; attempt += 1) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
      const text = await response.text();
      if (response.status === 202) return JSON.parse(text);
      last = `${response.status} ${text}`;
    } catch (error) {
      last = error;
    }
    await delay(patience.pauseMs);
  }
  throw new Error(`No 202 from ${url}`, { cause: last });
};

/** Does `work` for each item, so many at once. */
export const eachOf = async <Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};
