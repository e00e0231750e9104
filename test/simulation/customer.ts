// A customer: places an order until somebody says that it is accepted, may cancel it, and may send back what came.
import type { Emission } from '#contracts/events.ts';
import { isFinal } from '#contracts/order-status.ts';
import { orderBody } from '#test/orders.ts';
import { type Api, apiName } from './services.ts';
import { orderIn } from './stored-orders.ts';
import type { System } from './system.ts';
import { short } from './trace.ts';
import type { Wish } from './workload.ts';

const traceparent = '00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01';
/** Longer than any outage lasts: nobody else cancels an order whose payment never gets through. */
const patience = { attempts: 400, answerMs: 10_000, pauseMs: 1_000 };
const looks = { count: 60, pauseMs: 5_000 };

export const startCustomer = (system: System, wish: Wish): void => {
  system.time.after(wish.placeAfterMs, () => void buy(system, wish));
};

const buy = async (system: System, wish: Wish): Promise<void> => {
  const orderId = await placed(system, wish);
  if (orderId === undefined) return;
  system.history.accepted.add(orderId);
  system.trace(() => `customer: order ${short(orderId)} (${wish.paymentToken}) is accepted`);
  const { cancelAfterMs, returns } = wish;
  if (cancelAfterMs !== undefined)
    system.time.after(cancelAfterMs, () => void tell(system, orderId, 'CancelOrder', {}));
  if (returns) await sendBack(system, orderId, returns === 'restock');
};

/** Undefined when the customer gave up: the order may be there all the same. */
const placed = (system: System, { key, lines, paymentToken }: Wish): Promise<string | undefined> =>
  ask(system, (api) =>
    api.acceptOrder({
      body: orderBody(lines, { paymentToken }) as Parameters<Api['acceptOrder']>[0]['body'],
      principal: 'customer',
      idempotencyKey: key,
      traceparent,
    }),
  );

type Command = 'PlaceOrder' | 'CancelOrder' | 'ReturnOrder';

export const tell = async (
  system: System,
  orderId: string,
  type: Command,
  data: Emission<Command>['data'],
): Promise<void> => {
  const at = new Date(system.time.now()).toISOString();
  await ask(system, (api) => api.send({ type, subject: orderId, at, data } as Emission, traceparent));
  system.trace(() => `customer: ${type} ${short(orderId)} was sent`);
};

const sendBack = async (system: System, orderId: string, restock: boolean): Promise<void> => {
  for (let look = 0; look < looks.count; look += 1) {
    const order = orderIn(system.aws, orderId);
    if (order?.status === 'COMPLETED') return tell(system, orderId, 'ReturnOrder', { restock });
    if (order && isFinal(order.status)) return;
    await pause(system, looks.pauseMs);
  }
};

/** As a client with a deadline, that tries again. */
const ask = async <Answer>(
  system: System,
  question: (api: Api) => Promise<Answer>,
): Promise<Answer | undefined> => {
  for (let attempt = 0; attempt < patience.attempts; attempt += 1) {
    const api = system
      .processes()
      .find((one) => one.service === apiName && !one.isDraining() && one.running());
    if (api) {
      const asking = question(api.running() as Api).then((answer) => ({ answer }));
      const answered = await Promise.race([asking.catch(() => undefined), pause(system, patience.answerMs)]);
      if (answered) return answered.answer;
    }
    await pause(system, patience.pauseMs);
  }
  return undefined;
};

const pause = (system: System, ms: number): Promise<undefined> =>
  new Promise((resolve) => {
    system.time.after(ms, () => resolve(undefined));
  });
