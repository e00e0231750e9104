// The table of figures and budgets, for the terminal and for a document. Pure.
import type { Metric } from '../metric.ts';
import { figure, tableOf } from './table.ts';

const titles = ['metric', 'textbook', 'Waybill', 'unit', 'ratio', 'budget', ''];

export const metricsTable = (metrics: readonly Metric[]): string =>
  tableOf([titles, ...metrics.map((metric) => cellsOf(metric, { met: 'met', missed: 'MISSED' }))]);

export const metricsMarkdown = (metrics: readonly Metric[]): string =>
  [titles, ['---', ...titles.slice(1).map(() => '--:')]].map(rowOf).concat(metricsRows(metrics)).join('\n');

/** Of that table, without its head. */
export const metricsRows = (metrics: readonly Metric[]): string[] =>
  metrics.map((metric) => rowOf(cellsOf(metric, { met: '✓', missed: '✗' })));

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const cellsOf = (
  { metric, textbook, waybill, unit, ratio, budget, met }: Metric,
  verdict: { met: string; missed: string },
): string[] => {
  const said = met ? verdict.met : verdict.missed;
  return [
    metric,
    figure(textbook),
    figure(waybill),
    unit,
    ratio === null ? '–' : `${figure(ratio)}×`,
    budget,
    met === null ? '' : said,
  ];
};
