// The notification worker: tells customers by mail how their order ended.
import { defineWorker } from '#messaging/define-worker.ts';
import { mailCustomer } from './mail-customer.ts';
import { createMailer } from './mailer.ts';
import { createReadOrder } from './read-order.ts';
import { createStore } from './store.ts';

export const service = defineWorker('notification', (runtime) => ({
  'notification-queue': {
    OrderCompleted: mailCustomer({
      readOrder: createReadOrder(runtime),
      store: createStore(runtime),
      send: createMailer(runtime),
      now: runtime.now,
      random: runtime.random,
    }),
  },
}));
