// The scaling of topology.json for a machine on which nobody waits a quarter of an hour: thirty times as fast, with few processes.
import { topology } from '#platform/topology.ts';
import type { Scaling } from './decide-capacity.ts';
import { type ScalingRules, scalingOf, type WorkerName } from './policies-of.ts';

/** What is 60 s on AWS is `periodSeconds` here, and all other times shrink with it. */
export type Pace = { periodSeconds: number; mostProcesses: number };

export const localPace: Pace = { periodSeconds: 2, mostProcesses: 4 };

const awsPeriodSeconds = 60;

export const timesFaster = ({ periodSeconds }: Pace): number => awsPeriodSeconds / periodSeconds;

/** CPU is left out: processes share the machine, so one says nothing about what more of them could do. */
const localRules = (pace: Pace): ScalingRules => {
  const { latencyGoalSeconds, scaleOutCooldownSeconds, scaleInCooldownSeconds, surge } = topology.scaling;
  const faster = timesFaster(pace);
  return {
    latencyGoalSeconds: latencyGoalSeconds / faster,
    scaleOutCooldownSeconds: scaleOutCooldownSeconds / faster,
    scaleInCooldownSeconds: scaleInCooldownSeconds / faster,
    surge,
  };
};

export const localScalingOf = (worker: WorkerName, pace: Pace): Scaling => {
  const scaling = scalingOf(worker, localRules(pace));
  return { ...scaling, max: Math.min(scaling.max, pace.mostProcesses) };
};
