// What the measurements found, gathered while they run, and how it is told: to people, to programs, to the document.
import type { PerOrder } from '../services/cli/cost/measured.ts';
import type { Metric } from './metric.ts';
import { type Picture, writeDocument } from './support/document.ts';
import { writeMeasured } from './support/measured.ts';
import { metricsMarkdown, metricsRows, metricsTable } from './support/report.ts';

/** Of one measurement. */
export type Result = {
  name: string;
  metrics: Metric[];
  notes: string[];
  pictures: Picture[];
  perOrder: Partial<PerOrder>;
};

/** Whether a run made all measurements, and whether it measured both systems. */
type Extent = { isFull: boolean; isOfBoth: boolean };

const metricsOf = (results: readonly Result[]): Metric[] => results.flatMap(({ metrics }) => metrics);

export const isMissed = (results: readonly Result[]): boolean =>
  metricsOf(results).some(({ met }) => met === false);

export const asJson = (results: readonly Result[]): string => {
  const metrics = metricsOf(results).map(({ unit: _, ...metric }) => metric);
  return `${JSON.stringify({ metrics })}\n`;
};

export const asText = (results: readonly Result[]): string =>
  ['', metricsTable(metricsOf(results)), ...results.flatMap(({ notes }) => notes)].join('\n');

/**
 * A block for each measurement; of a full run also `budgets`, with all figures; of another run of both systems, its rows
 * there. Answers the blocks that have no place. What `npm run cost` needs goes to its own file.
 */
export const write = (results: readonly Result[], { isFull, isOfBoth }: Extent): string[] => {
  writeMeasured(Object.assign({}, ...results.map(({ perOrder }) => perOrder)));
  const blocks = results.map(({ name, metrics, notes }) => {
    const text = [metricsTable(metrics), ...notes].join('\n').trimEnd();
    return [name, `\`\`\`\n${text}\n\`\`\``] as const;
  });
  const all = ['budgets', metricsMarkdown(metricsOf(results))] as const;
  return writeDocument(
    new Map(isFull ? [...blocks, all] : blocks),
    results.flatMap(({ pictures }) => pictures),
    isOfBoth ? metricsRows(metricsOf(results)) : [],
  );
};
