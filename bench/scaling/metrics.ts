// CloudWatch, as a scaling policy sees it: a datapoint for each period, some time after the period has ended.
import type { Datapoint, History } from '../../localstack/scaling/policies.ts';

type Delay = { periodSeconds: number; delaySeconds: number };

/** More than the longest alarm looks back. */
const kept = 64;

export const createMetrics = ({ periodSeconds, delaySeconds }: Delay) => {
  let published: { at: number; point: Datapoint }[] = [];
  const used = { busy: 0, of: 0 };
  return {
    /** So many seconds of work were done by tasks that could have done `of`. */
    work: (busy: number, of: number) => {
      used.busy += busy;
      used.of += of;
    },
    isDue: (now: number): boolean => now % periodSeconds === 0,
    publish: (now: number, point: Omit<Datapoint, 'cpuPercent'>) => {
      const cpuPercent = used.of === 0 ? 0 : (100 * used.busy) / used.of;
      published = [...published.slice(-kept), { at: now + delaySeconds, point: { ...point, cpuPercent } }];
      used.busy = 0;
      used.of = 0;
    },
    history: (now: number): History => published.filter(({ at }) => at <= now).map(({ point }) => point),
  };
};
