// The loads that the simulation replays. Orders a second; one task of each worker makes its way through some 50.
import type { WorkerName } from '../../localstack/scaling/policies-of.ts';

export type Load = {
  name: string;
  title: string;
  seconds: number;
  ordersPerSecond: (second: number) => number;
  /** What comes before is a start from nothing, and is not counted. */
  countedFrom: number;
  /** Workers that get nothing done. */
  isDown?: (worker: WorkerName, second: number) => boolean;
  /** The share of the tasks on Spot that is taken back in this second. */
  spotLost?: (second: number) => number;
};

const minutes = (count: number): number => count * 60;
const hours = (count: number): number => count * 3_600;

const between = (second: number, from: number, to: number): boolean => second >= from && second < to;

/** More than two tasks of each worker can do, and always the same: nothing should move. */
const steady: Load = {
  name: 'steady',
  title: 'Steady, 110 orders a second',
  seconds: hours(6),
  countedFrom: hours(2),
  ordersPerSecond: () => 110,
};

const double: Load = {
  name: 'double',
  title: 'Doubles, from 40 to 80 orders a second',
  seconds: hours(3),
  countedFrom: minutes(20),
  ordersPerSecond: (second) => (second < hours(1) ? 40 : 80),
};

/** Fifty times as much, from one second to the next, for twenty minutes. */
const flashSale: Load = {
  name: 'flash-sale',
  title: 'Flash sale: 50 times as much for 20 minutes',
  seconds: hours(2.5),
  countedFrom: minutes(20),
  ordersPerSecond: (second) => (between(second, minutes(30), minutes(50)) ? 500 : 10),
};

/** Least at four in the morning, most at four in the afternoon; a peak after nine in the evening. */
const day: Load = {
  name: 'day',
  title: 'A day, from 10 to 160 orders a second',
  seconds: hours(24),
  countedFrom: hours(1),
  ordersPerSecond: (second) => {
    const hour = second / 3_600;
    const evening = Math.exp(-((hour - 21) ** 2) / 0.5);
    return 80 - 70 * Math.cos(((hour - 4) / 12) * Math.PI) + 60 * evening;
  },
};

/** Payment does nothing for half an hour; then all that was held up comes at once. */
const outage: Load = {
  name: 'outage',
  title: 'Payment is down for half an hour, at 60 orders a second',
  seconds: hours(3),
  countedFrom: minutes(20),
  ordersPerSecond: () => 60,
  isDown: (worker, second) => worker === 'payment' && between(second, minutes(30), minutes(60)),
};

/** As steady; after two hours Spot takes back every task that it gave. */
const spot: Load = {
  ...steady,
  name: 'spot',
  title: 'Spot takes back all of its tasks, at 110 orders a second',
  seconds: hours(4),
  countedFrom: hours(1.5),
  spotLost: (second) => (second === hours(2) ? 1 : 0),
};

export const loads = [steady, double, flashSale, day, outage, spot] as const;
