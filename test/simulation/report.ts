// What a simulation found, for people and for programs. Pure.
import type { Failure as FaultFailure, MatrixResult } from './crash-matrix.ts';
import { type FaultKind, faultKinds } from './faults.ts';
import type { Failure, Totals } from './many-seeds.ts';
import type { Violation } from './run.ts';
import type { Shrunk } from './shrink.ts';

const violationsIn = (failures: readonly { violations: readonly Violation[] }[]): number =>
  failures.reduce((sum, { violations }) => sum + violations.length, 0);

/** One line of JSON. `violations` is their number; `failures` names their seeds. */
export const totalsJson = ({ failures, counts, seeds, orders, endings }: Totals, seconds: number): string =>
  `${JSON.stringify({
    seeds,
    'seeds/s': Math.round(seeds / seconds),
    orders,
    ...counts,
    endings,
    violations: violationsIn(failures),
    failures,
  })}\n`;

export const describeTotals = (totals: Totals, seconds: number): string => {
  const { seeds, orders, counts, endings, failures } = totals;
  const rows: [string, string | number][] = [
    ['seeds', seeds],
    ['seeds/s', Math.round(seeds / seconds)],
    ['orders', orders],
    ['calls to AWS', counts.calls],
    ['faults', counts.faults],
    ['crashes', counts.crashes],
    ['duplicates', counts.duplicates],
    ['stops', counts.drains],
    ['redriven', counts.redriven],
    ['forged', counts.forged],
    ['lost', counts.lost],
    ['resumed', counts.resumed],
    ...Object.entries(endings).sort(([a], [b]) => a.localeCompare(b)),
    ['violations', violationsIn(failures)],
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

export const describeShrunk = ({ result, faults, lines }: Shrunk): string => {
  const violations = result.violations.map(({ promise, what }) => `  ${promise}: ${what}`);
  return [
    '',
    `Seed ${result.seed} with ${faults.length === 0 ? 'no fault at all' : `these faults only: ${faults.join(', ')}`}`,
    ...lines,
    'violates',
    ...violations,
    `Again: npm run simulate -- --seed ${result.seed}`,
    '',
  ].join('\n');
};

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
