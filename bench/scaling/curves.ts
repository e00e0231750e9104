// The curves of docs/scaling.md: what comes, what waits, how many tasks, with the chosen scaling and with the customary one. Pure.
import type { Timeline } from '../support/timeline.ts';
import type { Load } from './loads.ts';
import type { Run } from './simulate.ts';

type Named = { name: string; run: Run };

/** Of all workers together, at the end of each minute. */
const totals = (run: Run, of: 'backlog' | 'running', unit: number) => {
  const [first, ...others] = Object.values(run.byWorker);
  return (first?.samples ?? []).map((sample, index) => ({
    x: sample.second / unit,
    y: others.reduce((sum, { samples }) => sum + (samples[index]?.[of] ?? 0), sample[of]),
  }));
};

const hour = 3_600;

export const curvesOf = (load: Load, runs: readonly Named[]): Timeline => {
  const unit = load.seconds > 8 * hour ? hour : 60;
  const minutes = Array.from({ length: Math.floor(load.seconds / 60) }, (_, minute) => minute);
  const incoming = minutes.map((minute) => ({
    x: (minute * 60) / unit,
    y: load.ordersPerSecond(minute * 60),
  }));
  const curves = (of: 'backlog' | 'running') =>
    runs.map(({ name, run }) => ({ series: name, points: totals(run, of, unit) }));
  return {
    title: load.title,
    description: `Three panels over ${unit === hour ? 'hours' : 'minutes'}: orders a second, messages that wait, and running tasks, for ${runs.map(({ name }) => name).join(' and for ')}.`,
    xLabel: unit === hour ? 'hours' : 'minutes',
    xTop: load.seconds / unit,
    series: ['orders that come in', ...runs.map(({ name }) => name)],
    panels: [
      { title: 'orders a second', curves: [{ series: 'orders that come in', points: incoming }] },
      { title: 'messages that wait, all workers', curves: curves('backlog') },
      { title: 'running tasks, all workers', curves: curves('running') },
    ],
  };
};
