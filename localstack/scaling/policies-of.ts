// The scaling of a worker as services/topology.json has it: what infra/ makes of it on AWS, and the simulation and
// `npm start -- --autoscale` here.
import { type ServiceName, serviceNames, topology } from '#platform/topology.ts';
import type { Scaling } from './decide-capacity.ts';
import type { ScalingPolicy, StepScaling, TargetTracking } from './policies.ts';

type Services = typeof topology.services;
export type WorkerName = {
  [Name in ServiceName]: Services[Name]['scaling'] extends { secondsPerMessage: number } ? Name : never;
}[ServiceName];

/** Top level of `scaling` in topology.json; without a CPU target, CPU is not looked at. */
export type ScalingRules = {
  latencyGoalSeconds: number;
  cpuTargetPercent?: number;
  scaleOutCooldownSeconds: number;
  scaleInCooldownSeconds: number;
  surge?: { watches: string; steps: StepScaling['steps'] };
};

const isWorker = (name: ServiceName): name is WorkerName =>
  'secondsPerMessage' in topology.services[name].scaling;

/** Those that consume queues. */
export const workerNames = serviceNames.filter(isWorker);

export const secondsPerMessageOf = (worker: WorkerName): number =>
  topology.services[worker].scaling.secondsPerMessage;

/** The messages that one task may have before it, and still meet the goal. */
const backlogTarget = (worker: WorkerName, latencyGoalSeconds: number): number =>
  latencyGoalSeconds / secondsPerMessageOf(worker);

/** @throws Error when the rules watch a service that consumes nothing */
export const watchedBySurge = ({ surge }: ScalingRules): WorkerName | undefined => {
  const watched = workerNames.find((name) => name === surge?.watches);
  if (surge && !watched) throw new Error(`scaling.surge watches ${surge.watches}, which consumes no queue`);
  return watched;
};

export const scalingOf = (worker: WorkerName, rules: ScalingRules = topology.scaling): Scaling => {
  const { min, max } = topology.services[worker].scaling;
  return { policies: policiesOf(worker, rules), min, max };
};

const policiesOf = (worker: WorkerName, rules: ScalingRules): ScalingPolicy[] => {
  const { latencyGoalSeconds, cpuTargetPercent, surge, ...cooldowns } = rules;
  const watched = watchedBySurge(rules);
  const backlog: TargetTracking = {
    kind: 'target tracking',
    name: 'backlog',
    metric: 'backlog per task',
    target: backlogTarget(worker, latencyGoalSeconds),
    ...cooldowns,
  };
  const cpu = cpuTargetPercent && {
    ...backlog,
    name: 'cpu',
    metric: 'CPU' as const,
    target: cpuTargetPercent,
  };
  const incoming = surge &&
    watched && {
      kind: 'step scaling' as const,
      name: 'surge',
      metric: 'incoming backlog per task' as const,
      threshold: backlogTarget(watched, latencyGoalSeconds),
      steps: surge.steps,
      cooldownSeconds: rules.scaleOutCooldownSeconds,
    };
  return [backlog, ...(cpu ? [cpu] : []), ...(incoming ? [incoming] : [])];
};
