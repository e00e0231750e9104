// A figure with its budget: measured on both systems, or on one. Pure.
import type { SystemName } from './systems.ts';

type Figures = { [Name in SystemName]?: number };

/** One figure out of what was measured on each system. */
export const figuresOf = <Result>(
  results: { [Name in SystemName]?: Result },
  figure: (result: Result) => number,
): Figures => ({
  ...(results.textbook !== undefined && { textbook: figure(results.textbook) }),
  ...(results.waybill !== undefined && { waybill: figure(results.waybill) }),
});

type Budget =
  | { atMost: number }
  | { atLeast: number }
  /** How many times better than the textbook. */
  | { timesBetter: number }
  /** Told for comparison only. */
  | 'none';

export type Metric = {
  metric: string;
  unit: string;
  textbook: number | null;
  waybill: number | null;
  /** How many times better Waybill is; null where one of the two is missing. */
  ratio: number | null;
  budget: string;
  /** null without a budget, or where Waybill or what it is compared with was not measured. */
  met: boolean | null;
};

type Definition = { metric: string; unit: string; figures: Figures; budget: Budget; isMoreBetter?: boolean };

export const metricOf = ({ metric, unit, figures, budget, isMoreBetter = false }: Definition): Metric => {
  const { textbook = null, waybill = null } = figures;
  const [more, less] = isMoreBetter ? [waybill, textbook] : [textbook, waybill];
  const ratio = more !== null && less ? more / less : null;
  return {
    metric,
    unit,
    textbook,
    waybill,
    ratio,
    budget: describe(budget),
    met: isMet(budget, waybill, ratio),
  };
};

const isMet = (budget: Budget, waybill: number | null, ratio: number | null): boolean | null => {
  if (budget === 'none') return null;
  if ('timesBetter' in budget) return ratio === null ? null : ratio >= budget.timesBetter;
  if (waybill === null) return null;
  return 'atMost' in budget ? waybill <= budget.atMost : waybill >= budget.atLeast;
};

const describe = (budget: Budget): string => {
  if (budget === 'none') return '–';
  if ('timesBetter' in budget) return `≥ ${budget.timesBetter}×`;
  return 'atMost' in budget ? `≤ ${budget.atMost}` : `≥ ${budget.atLeast}`;
};
