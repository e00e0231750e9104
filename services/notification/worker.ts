// The notification worker: tells customers by mail how their order ended.
import { defineWorker } from '#messaging/define-worker.ts';
import { createMailCustomer } from './mail-customer.ts';
import { createMailStore } from './mail-store.ts';
import { createMailer } from './mailer.ts';
import { createReadOrder } from './read-order.ts';

export const service = defineWorker('notification', ({ aws, tables, env, now, random, timers }) => ({
  'notification-queue': {
    OrderCompleted: createMailCustomer({
      readOrder: createReadOrder(tables),
      store: createMailStore(tables),
      send: createMailer({ aws, env, timers }),
      now,
      random,
    }),
  },
}));
