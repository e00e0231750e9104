// Places orders: one, or many beside each other.
import { randomUUID } from 'node:crypto';
import type { PlaceOrderBody } from '#contracts/http.ts';
import { describeBasket, fillBasket } from './basket.ts';
import type { Options } from './options.ts';
import type { Run } from './run-order.ts';

/** Its orderId. @throws as the client does, or when there is nothing of what was asked for */
export const placeOne = async (run: Run): Promise<string> => {
  const { body, basket } = await prepare(run);
  const orderId = await run.client.placeOrder(body, randomUUID());
  run.report.accepted({ orderId, basket }, run.elapsed());
  return orderId;
};

const atOnce = 100;

/** Each an order of its own, of the same goods. @throws as placeOne does, at the first one that is not accepted; none follows it */
export const placeMany = async (run: Run): Promise<void> => {
  const { count } = run.options;
  const { body, basket } = await prepare(run);
  let next = 0;
  const customer = async () => {
    while (next < count) {
      next += 1;
      await run.client.placeOrder(body, randomUUID()).catch((error: unknown) => {
        next = count;
        throw error;
      });
    }
  };
  const startedAt = run.elapsed();
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, customer));
  const elapsedMs = run.elapsed();
  const perSecond = Math.round((count * 1_000) / Math.max(1, elapsedMs - startedAt));
  run.report.acceptedMany({ count, basket, perSecond }, elapsedMs);
};

const prepare = async ({ options, client }: Run): Promise<{ body: PlaceOrderBody; basket: string }> => {
  const catalogue = await client.listProducts();
  const items = fillBasket(options, catalogue);
  return { body: bodyOf(options, items), basket: describeBasket(items, catalogue[0]?.currency ?? 'USD') };
};

const bodyOf = (options: Options, items: PlaceOrderBody['items']): PlaceOrderBody => ({
  customerName: options.customerName,
  customerEmail: options.customerEmail,
  items,
  shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
  paymentMethod: 'CARD',
  ...(options.paymentToken && { paymentToken: options.paymentToken }),
});
