// `npm run ops -- reconcile`: proves that money and stock balance, or lists every exception with what to do.
import {
  defaultGraceMs,
  defaultSettleMs,
  reconcile as reconcileBooks,
} from '#operations/reconcile/reconcile.ts';
import { describeFindings } from './findings.ts';
import { parseFlags } from './parse-flags.ts';
import { targetFlags } from './target.ts';
import { type Command, exitCodes, writeJson } from './terminal.ts';
import { positionalsOf, wholeNumber } from './values.ts';
import { withAws } from './with-aws.ts';

const flags = {
  ...targetFlags,
  json: { type: 'boolean', default: false },
  /** Seconds between the two readings. */
  settle: { type: 'string', default: String(defaultSettleMs / 1_000) },
  /** Minutes for which an order may be in between after it last moved. */
  grace: { type: 'string', default: String(defaultGraceMs / 60_000) },
} as const;

/** Exit code 0: no exceptions; 1: there are exceptions. @throws Fault on wrong usage; Unreachable; what went wrong */
export const reconcile: Command = (args, terminal) => {
  const { values, positionals } = parseFlags({ args, options: flags, allowPositionals: true });
  positionalsOf(positionals, 'reconcile', 0, 0);
  const settleMs = wholeNumber('--settle', values.settle, 600) * 1_000;
  const graceMs = wholeNumber('--grace', values.grace, 10_080) * 60_000;
  const { interrupted: signal } = terminal;
  return withAws(terminal, values, async (runtime) => {
    try {
      const findings = await reconcileBooks(runtime, { settleMs, graceMs, signal });
      if (values.json) writeJson(terminal, findings);
      else terminal.write(describeFindings(findings, graceMs));
      return findings.exceptions.length === 0 ? exitCodes.done : exitCodes.failed;
    } catch (error) {
      if (!signal.aborted) throw error;
      terminal.writeError('Interrupted: nothing is proved.\n');
      return exitCodes.interrupted;
    }
  });
};
