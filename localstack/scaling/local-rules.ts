// The scaling of topology.json for a machine on which nobody waits a quarter of an hour: thirty times as fast, with few processes.
import { availableParallelism } from 'node:os';
import { topology } from '#platform/topology.ts';
import type { Scaling } from './decide-capacity.ts';
import { type ScalingRules, scalingOf, type WorkerName } from './policies-of.ts';

/** What is 60 s on AWS is `periodSeconds` here, and all other times shrink with it. */
export type Pace = {
  periodSeconds: number;
  /** Of each worker. */
  mostProcesses: number;
  /** As `nice` has it. */
  priority?: number;
};

/** Workers come after the API and the AWS, which is in this process: on AWS they do not take each other's time either. */
export const localPace: Pace = {
  periodSeconds: 2,
  mostProcesses: Math.max(3, Math.min(6, availableParallelism())),
  priority: 10,
};

const awsPeriodSeconds = 60;

const timesFaster = ({ periodSeconds }: Pace): number => awsPeriodSeconds / periodSeconds;

/** For the banner. */
export const describePace = (pace: Pace): string =>
  `by backlog, ${timesFaster(pace)} times as fast as on AWS: a look each ${pace.periodSeconds} s, at most ${pace.mostProcesses} processes of a worker`;

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

/** Processes leave one by one, as with what AWS calls gradual: without a CPU target, nothing else tells idle from just enough. */
export const localScalingOf = (worker: WorkerName, pace: Pace): Scaling => {
  const scaling = scalingOf(worker, localRules(pace));
  const policies = scaling.policies.map((policy) =>
    policy.kind === 'target tracking' ? { ...policy, mostRemoved: 1 } : policy,
  );
  return { ...scaling, policies, max: Math.min(scaling.max, pace.mostProcesses) };
};
