// Places the order, follows it, and judges how it ended; of many, only places them.
import { followOrder } from './follow-order.ts';
import type { Options } from './options.ts';
import { placeMany, placeOne } from './place-orders.ts';
import { mailSubjectIn, type Reporter } from './reporter.ts';
import { exitCodes, type RunResult, resultOf, type Seen } from './run-result.ts';
import { createWaybillClient, type WaybillClient } from './waybill-client.ts';

export type Run = {
  options: Options;
  report: Reporter;
  client: WaybillClient;
  interrupted: AbortSignal;
  /** Milliseconds since the start. */
  elapsed: () => number;
};

export const startRun = (given: Pick<Run, 'options' | 'report' | 'interrupted'>): Run => {
  const startedAt = performance.now();
  return {
    ...given,
    client: createWaybillClient(given.options.url, given.interrupted),
    elapsed: () => Math.round(performance.now() - startedAt),
  };
};

/** @throws Unreachable, Refused, or an error that says why there is no order to follow */
export const runOrder = async (run: Run): Promise<RunResult> => {
  if (run.options.count > 1) {
    await placeMany(run);
    return { exitCode: exitCodes.asAsked };
  }
  const orderId = await placeOne(run);
  const seen = await follow(run, orderId);
  return resultOf(seen, run.options);
};

/** What was seen of the order until its stream ended, or the time to wait was over. */
const follow = async (run: Run, orderId: string): Promise<Seen> => {
  const deadline = AbortSignal.timeout(run.options.waitSeconds * 1_000);
  const signal = AbortSignal.any([run.interrupted, deadline]);
  const seen: Seen = { ended: false };
  const onTrouble = (trouble: Error | undefined) => {
    seen.trouble = trouble;
  };
  try {
    for await (const event of followOrder(run.client, orderId, { signal, onTrouble })) {
      run.report.event(event, run.elapsed());
      seen.status = event.status;
      seen.mailSubject ??= mailSubjectIn(event);
    }
    seen.ended = true;
    run.report.mail(seen.mailSubject, run.elapsed());
  } catch (error) {
    run.interrupted.throwIfAborted();
    if (!deadline.aborted) throw error;
  }
  return seen;
};
