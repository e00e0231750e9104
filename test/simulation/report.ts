// What a simulation found, for people and for programs. Pure.
import type { Failure as FaultFailure, MatrixResult } from './crash-matrix.ts';
import { type FaultKind, faultKinds } from './faults.ts';
import type { Failure, Totals } from './many-seeds.ts';
import type { RunResult } from './run.ts';
import type { Shrunk } from './shrink.ts';

/** One line of JSON. `violations` is their number; `failures` names the first seeds that had any. */
export const totalsJson = (totals: Totals, seconds: number): string => {
  const { seeds, orders, counts, endings, violations, failures } = totals;
  const rate = Math.round(seeds / seconds);
  return `${JSON.stringify({ seeds, 'seeds/s': rate, orders, ...counts, endings, violations, failures })}\n`;
};

export const describeTotals = (totals: Totals, seconds: number): string => {
  const { seeds, orders, counts, endings, violations, failures } = totals;
  const rows: [string, number][] = [
    ['seeds', seeds],
    ['seeds/s', Math.round(seeds / seconds)],
    ['orders', orders],
    ...Object.entries(counts),
    ...Object.entries(endings).sort(([a], [b]) => a.localeCompare(b)),
    ['violations', violations],
  ];
  const lines = rows.map(
    ([name, value]) => `${name.padEnd(18)} ${value.toLocaleString('en-US').padStart(14)}`,
  );
  return `${[...lines, ...failures.slice(0, 10).map(describeFailure)].join('\n')}\n`;
};

const describeFailure = ({ seed, violations }: Failure): string =>
  `seed ${seed}: ${violations
    .slice(0, 3)
    .map(({ promise, what }) => `${promise}: ${what}`)
    .join('; ')}`;

const describeViolations = ({ seed, violations }: RunResult): string[] =>
  violations.length === 0
    ? [`Seed ${seed} keeps every promise.`]
    : [`Seed ${seed} violates`, ...violations.map(({ promise, what }) => `  ${promise}: ${what}`)];

export const describeRun = (result: RunResult, lines: readonly string[]): string =>
  `${[...lines, ...describeViolations(result)].join('\n')}\n`;

export const describeShrunk = ({ result, faults, lines }: Shrunk): string =>
  [
    '',
    `With ${faults.length === 0 ? 'no fault at all' : `these faults only: ${faults.join(', ')}`}`,
    ...lines,
    ...describeViolations(result),
    `Again: npm run simulate -- --seed ${result.seed}`,
    '',
  ].join('\n');

type Counts = { points: number; pairs: number; violations: number };

/** A Markdown table: a row for each call that a process makes, a column for each fault, in each cell how many were tried. */
export const describeMatrix = (
  { points }: MatrixResult,
  { pairs, violations }: Counts,
  failures: readonly FaultFailure[],
): string => {
  const kinds = Object.keys(faultKinds) as FaultKind[];
  const labels = [...new Set(points.map(({ label }) => label))].sort();
  const failed = failures.flatMap(({ faults }) => faults);
  const cell = (label: string, kind: FaultKind): string => {
    const isHere = (point: { label: string; kind: FaultKind }) =>
      point.label === label && point.kind === kind;
    const tried = points.filter(isHere).length;
    const bad = failed.filter(isHere).length;
    if (tried === 0) return '';
    return bad > 0 ? `**${bad} of ${tried} fail**` : String(tried);
  };
  const rows = labels.map((label) => `| ${label} | ${kinds.map((kind) => cell(label, kind)).join(' | ')} |`);
  return [
    `| call | ${kinds.join(' | ')} |`,
    `|---|${kinds.map(() => '---').join('|')}|`,
    ...rows,
    '',
    `${points.length} single faults, ${pairs} pairs, ${violations} violations.`,
    ...failures.slice(0, 20).map(describePoint),
    '',
  ].join('\n');
};

const describePoint = ({ faults, violations }: FaultFailure): string =>
  `${faults.map(({ scenario, call, kind, label }) => `${scenario}, call ${call} (${label}), ${kind}`).join(' + ')}: ` +
  violations.map(({ promise, what }) => `${promise}: ${what}`).join('; ');
