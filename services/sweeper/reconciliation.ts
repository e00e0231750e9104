// The reconciliation that runs by itself: what it finds goes to the log, where alarms can ring on it.
import type { Exception } from '#operations/reconcile/exceptions.ts';
import type { Findings } from '#operations/reconcile/find-exceptions.ts';
import { defaultGraceMs, defaultSettleMs, reconcile } from '#operations/reconcile/reconcile.ts';
import type { Logger } from '#platform/logger.ts';
import type { Count } from '#platform/metrics.ts';
import type { Runtime } from '#platform/runtime.ts';

/** Lines of one reconciliation; `npm run ops -- reconcile` lists every exception. */
const maxLines = 100;

/** As many as fit into the 1 GB of the sweeper's task: a reconciliation must not take the sweeping down with it. */
const maxOrders = 100_000;

/** @throws Error with the way out when there are too many orders; what went wrong */
export const createReconciliation =
  (runtime: Runtime, count: Count) =>
  async (signal: AbortSignal): Promise<void> => {
    const options = { graceMs: defaultGraceMs, settleMs: defaultSettleMs, maxOrders, signal };
    const findings = await reconcile(runtime, options);
    if (findings.exceptions.length > 0) count('ReconciliationExceptions', { by: findings.exceptions.length });
    logFindings(runtime.log, findings);
  };

export const logFindings = (log: Logger, { exceptions, totals }: Findings): void => {
  const { stock, ...sums } = totals;
  if (exceptions.length === 0) log.info({ totals: sums }, 'reconciled: no exceptions');
  for (const exception of exceptions.slice(0, maxLines)) logException(log, exception);
  if (exceptions.length > maxLines)
    log.error(
      { exceptions: exceptions.length },
      'reconciled: there are more exceptions than are listed here',
    );
};

const logException = (log: Logger, { what, ...fields }: Exception): void =>
  log.error(fields, `reconciled: ${what}`);
