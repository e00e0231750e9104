// The figures of a load under several scalings, as a table. Pure.
import { figure, tableOf } from '../support/table.ts';
import type { Load } from './loads.ts';
import type { Summary } from './summary.ts';

const titles = ['median', 'p99', 'longest', 'backlog', 'oldest', 'tasks', 'changes', '$ a day'];

export const reportOf = (load: Load, rows: readonly { name: string; summary: Summary }[]): string =>
  tableOf([[load.title, ...titles], ...rows.map(({ name, summary }) => [`  ${name}`, ...cellsOf(summary)])]);

const cellsOf = (one: Summary): string[] => [
  `${figure(one.median)} s`,
  `${figure(one.p99)} s`,
  `${figure(one.longest)} s`,
  figure(Math.round(one.backlog)),
  `${figure(one.oldestSeconds)} s`,
  figure(one.tasks),
  figure(one.changes),
  one.dollarsPerDay.toFixed(2),
];
