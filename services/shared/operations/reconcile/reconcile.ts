// Reconciles money and stock: reads the books twice, and reports what both readings show.
import type { Runtime } from '#platform/runtime.ts';
import { type Exception, identityOf } from './exceptions.ts';
import { type Findings, findExceptions } from './find-exceptions.ts';
import { readBooks } from './read-books.ts';
import type { Totals } from './totals.ts';

type ReconcileDeps = Pick<Runtime, 'aws' | 'env' | 'now' | 'timers'>;

type ReconcileOptions = {
  /** Milliseconds. `settleMs`: between the two readings. */
  graceMs: number;
  settleMs: number;
  /** Beyond it, nothing is proved; without it, memory is the bound. */
  maxOrders?: number;
  signal: AbortSignal;
};

/** The sweeper looks once in an interval, and `orders` needs a moment: before that, a deadline that is past says nothing. */
const slackSweeps = 2;

export const defaultGraceMs = 15 * 60_000;
export const defaultSettleMs = 5_000;

/**
 * A running system moves while it is read: a reservation is in the pages that come, its units were in a page that is
 * gone. What moves shows other figures a few seconds later, and what is wrong shows the same: so only exceptions that two
 * readings show with the same figures are reported. Of a product that never rests an error can stay unseen until it does.
 * A first reading without exceptions is proof enough.
 * @throws Error with the way out when there are more than `maxOrders`; what the SDK throws; AbortError when `signal` aborts
 */
export const reconcile = async (deps: ReconcileDeps, options: ReconcileOptions): Promise<Findings> => {
  const { settleMs, signal } = options;
  const first = await look(deps, options);
  if (first.exceptions.length === 0) return first;
  const seen = new Set(first.exceptions.map(identityOf));
  await deps.timers.delay(settleMs, signal);
  const second = await look(deps, options);
  const exceptions = second.exceptions.filter((exception) => seen.has(identityOf(exception)));
  return { exceptions, totals: confirmedBy(exceptions, second.totals) };
};

/** A product whose figures still moved counts as balanced. */
const confirmedBy = (exceptions: readonly Exception[], totals: Totals): Totals => {
  const wrong = new Set(exceptions.map(({ productId }) => productId));
  const stock = totals.stock.filter(({ productId }) => wrong.has(productId));
  const moving = totals.stock.length - stock.length;
  return { ...totals, stock, balancedProducts: totals.balancedProducts + moving };
};

const look = async (
  deps: ReconcileDeps,
  { graceMs, maxOrders, signal }: ReconcileOptions,
): Promise<Findings> => {
  const { STALLED_AFTER_SECONDS, SWEEP_INTERVAL_SECONDS } = deps.env;
  const books = await readBooks(deps, signal, maxOrders);
  return findExceptions(books, {
    now: deps.now(),
    graceMs,
    stalledAfterMs: STALLED_AFTER_SECONDS * 1_000,
    slackMs: slackSweeps * SWEEP_INTERVAL_SECONDS * 1_000,
  });
};
