// For tests: runs the command in this process, against a Waybill that answers as it is told.
import { onTestFinished } from 'vitest';
import type { PlaceOrderBody } from '#contracts/http.ts';
import { main } from '../order.ts';
import { type Script, sse, startFakeWaybill } from './fake-waybill.ts';
import { createRecorder } from './recorder.ts';

/** An order that completes, with its mail: all that its event stream tells. */
export const story = sse(
  { title: 'Order received' },
  {
    title: 'Payment authorized',
    type: 'PaymentProcessed',
    outcome: 'authorized',
    status: 'PAYMENT_AUTHORIZED',
  },
  { title: 'Order completed', type: 'OrderCompleted', outcome: 'fulfilled', status: 'COMPLETED' },
  {
    id: '3.1',
    title: 'Mail sent',
    type: 'MailSent',
    status: 'COMPLETED',
    detail: { subject: 'Your order X' },
  },
);

/** Stops with the test that started it. */
export const waybillThat = async (script: Script) => {
  const waybill = await startFakeWaybill(script);
  onTestFinished(waybill.stop);
  return waybill;
};

/** Runs the command; `out` and `err` are what it printed. */
export const run = async (args: string[], interrupted = new AbortController().signal) => {
  const { printed, ...output } = createRecorder();
  const exitCode = await main(args, {
    ...output,
    color: false,
    interrupted,
  });
  return { exitCode, ...printed };
};

export const runAgainst = async (script: Script, ...args: string[]) => {
  const waybill = await waybillThat(script);
  const result = await run(['--url', waybill.url, ...args]);
  const body = waybill.asked.find(({ method }) => method === 'POST')?.body as PlaceOrderBody | undefined;
  return { ...result, body, asked: waybill.asked };
};
