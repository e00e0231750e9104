// Target tracking as Application Auto Scaling does it: two alarms, and a capacity in proportion to the metric. Pure.
//
// "How target tracking scaling for Application Auto Scaling works" (docs.aws.amazon.com/autoscaling/application/userguide/
// target-tracking-scaling-policy-overview.html) and "Use a target metric to scale Amazon ECS services" (docs.aws.amazon.com/
// AmazonECS/latest/developerguide/service-autoscaling-targettracking.html) say what is told below as AWS's; what they leave open
// is marked as observed or assumed.
import { type History, metricIn, type TargetTracking } from './policies.ts';

/** Observed, not documented: the alarms that AWS makes ask for 3 of 3 and 15 of 15 periods (aws/containers-roadmap 1208). */
const periods = { high: 3, low: 15 };

/** What counts as low utilization: by AWS usually more than 10% below the target; observed, exactly that. */
const lowShare = 0.9;

/** Nothing is scaled on insufficient data, least of all in: undefined unless each period has a value. */
const lastValues = (policy: TargetTracking, history: History, count: number): number[] | undefined => {
  const values = history.slice(-count).map((point) => point && metricIn(policy.metric, point));
  const known = values.filter((value) => value !== undefined);
  return known.length === count ? known : undefined;
};

/**
 * How many tasks would bring the metric back to its target, for `capacity` tasks now. AWS adds in proportion to the metric, and
 * rounds so that it never adds too little or removes too much.
 */
const proportional = (policy: TargetTracking, value: number, capacity: number): number =>
  Math.ceil((capacity * value) / policy.target);

/** Tasks that the policy asks for while its high alarm is raised; undefined while it is not. */
export const scaleOutOf = (
  policy: TargetTracking,
  history: History,
  capacity: number,
): number | undefined => {
  const values = lastValues(policy, history, periods.high);
  if (!values?.every((value) => value > policy.target)) return undefined;
  return proportional(policy, values.at(-1) ?? 0, capacity);
};

/**
 * Tasks that the policy would do with while its low alarm is raised; undefined while it is not. That all of them go in one step is
 * assumed, as the worst case: AWS "scales in more gradually", and does not say how gradually.
 */
export const scaleInOf = (policy: TargetTracking, history: History, capacity: number): number | undefined => {
  const values = lastValues(policy, history, periods.low);
  if (!values?.every((value) => value < policy.target * lowShare)) return undefined;
  const kept = capacity - (policy.mostRemoved ?? capacity);
  return Math.max(kept, proportional(policy, values.at(-1) ?? 0, capacity));
};
