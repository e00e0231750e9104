// Ways to scale the workers: the one that services/topology.json chooses, and those that it was chosen over.
import { topology } from '#platform/topology.ts';
import type { Scaling } from '../../localstack/scaling/decide-capacity.ts';
import type { ScalingPolicy } from '../../localstack/scaling/policies.ts';
import {
  type ScalingRules,
  scalingOf,
  secondsPerMessageOf,
  type WorkerName,
} from '../../localstack/scaling/policies-of.ts';

export type Design = {
  name: string;
  scalingOf: (worker: WorkerName) => Scaling;
  /** Of one task, as it really is; policies go by what topology.json says. */
  secondsPerMessage: (worker: WorkerName) => number;
  /** Of CloudWatch: how long a datapoint covers, and how long after its end policies see it. */
  metrics: { periodSeconds: number; delaySeconds: number };
};

/**
 * AWS measured 363 s from a load until its own 60 s metrics triggered a scale-out (aws/containers-roadmap 2113): the rest of a minute,
 * three periods, and about two minutes until a datapoint is there and the alarm has looked at it.
 */
const cloudWatch = { periodSeconds: 60, delaySeconds: 120 };

const designOf = (name: string, rules: ScalingRules): Design => ({
  name,
  scalingOf: (worker) => scalingOf(worker, rules),
  secondsPerMessage: secondsPerMessageOf,
  metrics: cloudWatch,
});

const rules: ScalingRules = topology.scaling;
export const chosen = designOf('chosen', rules);

const { cpuTargetPercent: _cpu, ...withoutCpu } = rules;
const { surge: _surge, ...withoutSurge } = rules;
const { surge: _both, ...backlogAlone } = withoutCpu;
const customaryCooldowns = { scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 300 };

/** What tutorials, and AWS's own examples, do for queues. */
export const customary = designOf('customary: backlog alone', { ...backlogAlone, ...customaryCooldowns });

/** The same scaling, with each worker's policies changed. */
const withPolicies = (
  name: string,
  change: (policy: ScalingPolicy) => ScalingPolicy | undefined,
  base: Design = chosen,
): Design => ({
  ...base,
  name,
  scalingOf: (worker) => {
    const scaling = base.scalingOf(worker);
    return { ...scaling, policies: scaling.policies.map(change).filter((policy) => policy !== undefined) };
  },
});

const withBounds = (name: string, bounds: Partial<Pick<Scaling, 'min' | 'max'>>): Design => ({
  ...chosen,
  name,
  scalingOf: (worker) => ({ ...chosen.scalingOf(worker), ...bounds }),
});

const ageTarget = withPolicies(
  'age of the oldest',
  (policy) =>
    policy.kind === 'target tracking'
      ? { ...policy, metric: 'age of the oldest', target: rules.latencyGoalSeconds }
      : policy,
  customary,
);

const ownSteps = withPolicies('each its own steps', (policy) =>
  policy.kind === 'step scaling' ? { ...policy, metric: 'backlog per task' } : policy,
);

/** What comes of it when tasks are not as fast as topology.json says. */
const slower: Design = {
  ...chosen,
  name: 'tasks 1.5× slower',
  secondsPerMessage: (worker) => secondsPerMessageOf(worker) * 1.5,
};
const faster: Design = {
  ...chosen,
  name: 'tasks 2.5× faster',
  secondsPerMessage: (worker) => secondsPerMessageOf(worker) / 2.5,
};

/** Those of docs/scaling.md; what the chosen one was chosen over is in decision 18. */
export const documented: readonly Design[] = [chosen, customary, slower, faster];

export const designs: readonly Design[] = [
  ...documented,
  ageTarget,
  withPolicies(
    'customary, in by one',
    (policy) => (policy.kind === 'target tracking' ? { ...policy, mostRemoved: 1 } : policy),
    customary,
  ),
  designOf('backlog and CPU, 60 s', { ...withoutSurge, ...customaryCooldowns }),
  designOf('without surge', withoutSurge),
  withPolicies('without backlog', (policy) => (policy.name === 'backlog' ? undefined : policy)),
  ownSteps,
  designOf('CPU 70', { ...rules, cpuTargetPercent: 70 }),
  designOf('goal 10 s', { ...rules, latencyGoalSeconds: 10 }),
  designOf('goal 120 s', { ...rules, latencyGoalSeconds: 120 }),
  designOf('out 60 s', { ...rules, scaleOutCooldownSeconds: 60 }),
  withPolicies('chosen, in by one', (policy) =>
    policy.kind === 'target tracking' ? { ...policy, mostRemoved: 1 } : policy,
  ),
  withBounds('at least 2', { min: 2 }),
  withBounds('always 4', { min: 4, max: 4 }),
  { ...chosen, name: 'metrics of 10 s', metrics: { periodSeconds: 10, delaySeconds: 10 } },
];
