// Whether Waybill's books balance: its own reconciliation is the judge.
import { reconcile } from '#operations/reconcile/reconcile.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import type { Site } from './site.ts';

export type Faults = { lost: number; doubled: number; oversold: number };

const doubled = ['captured-and-voided', 'repeated-operation', 'refund-exceeds-capture'];
const oversold = ['stock-negative', 'oversold', 'units-unaccounted'];

/** Nothing is under way any more, so everything is judged as if an hour had passed. */
const hourMs = 3_600_000;
const times = { graceMs: 60_000, settleMs: 1_000 };
const deadlineMs = 120_000;

/** What is wrong otherwise counts as lost: a step that an order should have taken, and has not. */
export const countFaults = async (site: Site): Promise<{ faults: Faults; exceptions: string[] }> => {
  const runtime = createRuntime(readEnv(site.direct));
  const later = { ...runtime, now: () => Date.now() + hourMs };
  const signal = AbortSignal.timeout(deadlineMs);
  const { exceptions } = await reconcile(later, { ...times, signal }).finally(runtime.aws.close);
  const count = (kinds: string[]) => exceptions.filter(({ kind }) => kinds.includes(kind)).length;
  const faults = { doubled: count(doubled), oversold: count(oversold) };
  return {
    faults: { ...faults, lost: exceptions.length - faults.doubled - faults.oversold },
    exceptions: exceptions.map(({ kind, orderId, productId, what, expected, found }) =>
      [kind, orderId ?? productId, what, 'expected', expected, 'found', found].join(' '),
    ),
  };
};
