// Step scaling as Application Auto Scaling does it, for scaling out: the further above its threshold a metric is, the more
// tasks. The alarm is our own, so one period is enough. Pure.
//
// docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html
import { type History, metricIn, type StepScaling } from './policies.ts';

/** A change in per cent that is less than one task is one task; else AWS rounds it down. More than 100 per cent is allowed. */
const changeOf = (capacity: number, percent: number): number => {
  const change = (capacity * percent) / 100;
  return change > 0 && change < 1 ? 1 : Math.floor(change);
};

/** Tasks that the policy asks for while its alarm is raised; undefined while it is not. */
export const stepOutOf = (policy: StepScaling, history: History, capacity: number): number | undefined => {
  const point = history.at(-1);
  const value = point && metricIn(policy.metric, point);
  if (value === undefined || value <= policy.threshold) return undefined;
  const step = policy.steps.findLast(({ from }) => value >= from * policy.threshold);
  return step && capacity + changeOf(capacity, step.percent);
};
