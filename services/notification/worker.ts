// The notification worker: tells customers by mail how their order ended, keeps what became of those mails, and tells people
// who run Waybill of alarms.
import { defineWorker } from '#messaging/define-worker.ts';
import { foreign } from '#messaging/foreign.ts';
import { Alarm } from './alarm.ts';
import { newDispatchName } from './claim.ts';
import { createDispatches } from './dispatches.ts';
import { createMailCustomer } from './mail-customer.ts';
import { MailEvent } from './mail-event.ts';
import { createMailStore } from './mail-store.ts';
import { createMailer } from './mailer.ts';
import { createReadOrder } from './read-order.ts';
import { createRecordUndelivered } from './record-undelivered.ts';
import { createSlack } from './slack.ts';
import { createTellAlarm } from './tell-alarm.ts';

export const service = defineWorker('notification', ({ aws, tables, env, now, random, timers }) => {
  const url = env.SLACK_WEBHOOK_URL;
  const store = createMailStore(tables);
  return {
    'notification-queue': {
      OrderCompleted: createMailCustomer({
        readOrder: createReadOrder(tables),
        store,
        dispatches: createDispatches({
          store: store.storeDispatch,
          newName: () => newDispatchName(now(), random),
          timers,
        }),
        send: createMailer({ aws, env, timers }),
        now,
        random,
      }),
    },
    'mail-events-queue': foreign('SesEvent', MailEvent, createRecordUndelivered(store)),
    'alarm-queue': foreign(
      'CloudWatchAlarm',
      Alarm,
      createTellAlarm(url ? createSlack(url, timers) : undefined),
    ),
  };
});
