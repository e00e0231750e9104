// What redrive and discard print: a line for each message as it is moved, and the sums at the end. Pure but for the writing.
import type { MovedMessage, MoveReport } from '#contracts/http-ops.ts';
import type { Held } from './held.ts';
import { printable } from './table.ts';
import { exitCodes, type Terminal, writeJson } from './terminal.ts';

const words = {
  planned: 'would move',
  redriven: 'redriven',
  discarded: 'discarded',
  failed: 'FAILED',
} as const;

export const lineOf = ({
  messageId,
  type,
  subject,
  outcome,
  detail,
  failureReason,
}: MovedMessage): string => {
  const what = `${type ?? 'unreadable'}${subject ? ` of ${subject}` : ''}`;
  const why = detail ?? (outcome === 'planned' ? failureReason : undefined);
  return `  ${words[outcome]}  ${messageId}  ${what}\n${why ? `    ${printable(why)}\n` : ''}`;
};

/** `done` is what became of those that were moved: 'redriven'. */
type Told = {
  reports: MoveReport[];
  held: Held;
  done: 'redriven' | 'discarded';
  dryRun: boolean;
  json: boolean;
};

/** The sums, or all of it for programs; and the exit code that they give. */
export const conclude = (terminal: Terminal, { reports, held, done, dryRun, json }: Told): number => {
  const isInterrupted = terminal.interrupted.aborted;
  if (json) writeJson(terminal, { dryRun, interrupted: isInterrupted, reports });
  else terminal.write(`${summary(reports, done, dryRun)}${held.describe()}`);
  if (isInterrupted) {
    terminal.writeError('Interrupted: what is not listed as moved was not touched. Run it again to go on.\n');
    return exitCodes.interrupted;
  }
  return reports.some(({ failed }) => failed > 0) ? exitCodes.failed : exitCodes.done;
};

const summary = (reports: readonly MoveReport[], word: Told['done'], dryRun: boolean): string => {
  if (reports.every(({ messages }) => messages.length === 0)) return 'Nothing to move.\n';
  const sums = reports.map((report) => (dryRun ? plannedSum(report) : sum(report, word))).join('');
  const comesBack = word === 'redriven' && !dryRun;
  return comesBack ? `${sums}What fails again comes back, with its reason: npm run ops -- dlq list\n` : sums;
};

const unread = ({ mayBeMore }: MoveReport): string =>
  mayBeMore ? ', and maybe more that were not read: run it again' : '';

const plannedSum = (report: MoveReport): string =>
  `${report.queue}: ${report.messages.length} of ${report.left} would move${unread(report)}. Nothing was moved.\n`;

const sum = (report: MoveReport, word: Told['done']): string =>
  `${report.queue}: ${report.done} ${word}, ${report.failed} failed, ${report.left} left${unread(report)}.\n`;
