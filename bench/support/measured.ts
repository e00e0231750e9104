// What an order takes, for `npm run cost` to put prices to: kept in a data file that the run writes which measured it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PerOrder } from '../../services/cli/cost/measured.ts';
import { figure } from './table.ts';

const file = join(import.meta.dirname, '../../services/cli/cost/measured.json');

type Measured = { about: string; perOrder: PerOrder };

/** The document with these figures in it, rounded as they are told elsewhere; the others stay. Pure. */
export const withMeasured = (document: Measured, found: Partial<PerOrder>): Measured => {
  const rounded = Object.entries(found).map(([name, value]) => [
    name,
    Number(figure(value).replaceAll(',', '')),
  ]);
  return { ...document, perOrder: { ...document.perOrder, ...Object.fromEntries(rounded) } };
};

export const writeMeasured = (found: Partial<PerOrder>): void => {
  const before = JSON.parse(readFileSync(file, 'utf8')) as Measured;
  writeFileSync(file, `${JSON.stringify(withMeasured(before, found), undefined, 2)}\n`);
};
