// Waybill's messaging layer: validates each message, and all that a worker does around a handler.
import { defineWorker } from '#messaging/define-worker.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import { type Contender, consumedQueue, consumedType } from './contender.ts';

export const contender: Contender = {
  start: async ({ variables, handled }) => {
    const handler = async () => {
      handled();
      return [];
    };
    const worker = defineWorker('payment', () => ({ [consumedQueue]: { [consumedType]: handler } }));
    await worker.start(createRuntime(readEnv(variables)));
  },
};
