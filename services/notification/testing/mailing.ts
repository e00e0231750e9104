// For tests: deliveries of OrderCompleted to a worker on an embedded AWS, by a clock that stands still unless it is moved.
import { randomUUID } from 'node:crypto';
import type { OrderRecord } from '#contracts/order-record.ts';
import { handlerContext } from '#test/context.ts';
import { orderCompleted } from '#test/messages.ts';
import { putOrder } from '#test/stored-order.ts';
import type { TestAws } from '#test/test-aws.ts';
import { createDispatches } from '../dispatches.ts';
import { createMailCustomer, type MailCustomerDeps } from '../mail-customer.ts';
import { createMailStore, type MailStore } from '../mail-store.ts';
import { createMailer } from '../mailer.ts';
import { createReadOrder } from '../read-order.ts';

export const createMailing = ({ runtime, mailbox }: TestAws) => {
  const clock = { now: 1_700_000_000_000 };
  const store = createMailStore(runtime.tables);
  /** Of a process of its own. */
  const dispatchesTo = (storeDispatch: MailStore['storeDispatch']) =>
    createDispatches({ store: storeDispatch, newName: randomUUID, timers: runtime.timers });
  const deps: MailCustomerDeps = {
    readOrder: createReadOrder(runtime.tables),
    store,
    dispatches: dispatchesTo(store.storeDispatch),
    send: createMailer(runtime),
    now: () => clock.now,
    random: Math.random,
  };
  return {
    clock,
    deps,
    dispatchesTo,
    stored: async (order: OrderRecord): Promise<OrderRecord> => {
      await putOrder(runtime, order);
      return order;
    },
    /** One delivery of OrderCompleted, to a worker that has what `changes` replaces. */
    deliver: ({ orderId }: OrderRecord, changes: Partial<MailCustomerDeps> = {}) =>
      createMailCustomer({ ...deps, ...changes })(orderCompleted(orderId), handlerContext()),
    mailsOf: async ({ orderId }: OrderRecord) =>
      (await mailbox()).filter(({ body }) => body.text?.includes(orderId)),
  };
};
