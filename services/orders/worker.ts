// The orders worker: stores each order once, records how it ends, takes cancellations and returns, resumes what has stalled,
// and says when an order is completed. Whatever it is told, it records what the owner of the fact has stored.
import { defineWorker } from '#messaging/define-worker.ts';
import { createFacts } from '#platform/facts.ts';
import { endOrder } from './change-order.ts';
import { createJournal } from './journal.ts';
import { createPlaceOrder } from './place-order.ts';
import { createRecordEvent, createRecordRequest } from './record-progress.ts';
import { createResumeOrder } from './resume-order.ts';
import { createOrderStore } from './store.ts';

export const service = defineWorker('orders', ({ aws, tables, timers, env, now }) => {
  const deps = { store: createOrderStore(tables), accountOf: createFacts(tables).accountOf, now };
  const expiresAfterMs = env.ORDER_EXPIRES_MINUTES * 60_000;
  const stalledAfterMs = env.STALLED_AFTER_SECONDS * 1_000;
  const enterIntoJournal = createJournal({ aws, timers });
  const recordEvent = createRecordEvent(deps);
  const recordEnding = createRecordEvent(deps, endOrder);
  const recordRequest = createRecordRequest(deps);
  return {
    'order-queue': {
      PlaceOrder: createPlaceOrder({ ...deps, enterIntoJournal, stalledAfterMs, expiresAfterMs }),
      CancelOrder: recordRequest,
      ReturnOrder: recordRequest,
      ResumeOrder: createResumeOrder({ ...deps, stalledAfterMs }),
    },
    'order-status-queue': {
      PaymentProcessed: recordEnding,
      PaymentCaptured: recordEnding,
      PaymentReleased: recordEnding,
      InventoryUpdated: recordEvent,
      ShipmentCancelled: recordEvent,
    },
  };
});
