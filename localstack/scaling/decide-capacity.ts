// How many tasks a service should have: all of its policies together, within its bounds and cooldowns. Pure; the simulation
// and `npm start -- --autoscale` both ask it.
import type { History, ScalingPolicy, TargetTracking } from './policies.ts';
import { stepOutOf } from './step-scaling.ts';
import { scaleInOf, scaleOutOf } from './target-tracking.ts';

export type Scaling = { policies: readonly ScalingPolicy[]; min: number; max: number };

/** What a policy did last: cooldowns count from `at`, in seconds. */
type Change = { at: number; from: number; to: number };

/** `desired`: what was last decided, whether or not those tasks run yet. The changes are by the policy's name. */
export type Capacity = {
  desired: number;
  scaledOut: Readonly<Record<string, Change>>;
  scaledIn: Readonly<Record<string, Change>>;
};

/** `because`: the name of the policy that decided, or of the rule. */
export type Decision = { desired: number; because: string };

export const capacityOf = (desired: number): Capacity => ({ desired, scaledOut: {}, scaledIn: {} });

const isCooling = (change: Change | undefined, cooldownSeconds: number, now: number): boolean =>
  change !== undefined && now - change.at < cooldownSeconds;

/**
 * What to change to at the second `now`; undefined: nothing. Any policy may scale out, and the largest capacity counts; all that track a
 * target must be ready to scale in ("Multiple scaling policies", docs.aws.amazon.com/autoscaling/application/userguide/
 * target-tracking-scaling-policy-overview.html).
 */
export const decideCapacity = (
  { policies, min, max }: Scaling,
  history: History,
  capacity: Capacity,
  now: number,
): Decision | undefined => {
  const within = (tasks: number) => Math.min(max, Math.max(min, tasks));
  const { desired } = capacity;
  if (within(desired) !== desired) return { desired: within(desired), because: 'bounds' };
  if (desired === 0) return fromZero(history);
  const out = largest(policies.map((policy) => wantedOut(policy, history, capacity, now)));
  if (out && within(out.desired) > desired) return { ...out, desired: within(out.desired) };
  if (out) return undefined;
  const inward = wantedIn(policies, history, capacity, now);
  return inward && within(inward.desired) < desired
    ? { ...inward, desired: within(inward.desired) }
    : undefined;
};

/** Alarm of our own; as many periods as a high alarm of AWS's, since the newest count of running tasks comes later than the rest. */
const wakePeriods = 3;

/** Per task of none there is no metric, and a target cannot be tracked: a step of its own, from no task to one. */
const fromZero = (history: History): Decision | undefined => {
  const latest = history.slice(-wakePeriods);
  const waits = latest.filter((point) => point && point.running === 0 && point.visible + point.inFlight > 0);
  return waits.length === wakePeriods ? { desired: 1, because: 'first message' } : undefined;
};

/**
 * During the cooldown, what the scale-out that began it added is part of what the next one asks for (API_TargetTrackingScaling-
 * PolicyConfiguration, ScaleOutCooldown): until it is over a policy counts from where it began, and only a larger scale-out adds to it.
 */
const wantedOut = (
  policy: ScalingPolicy,
  history: History,
  { desired, scaledOut }: Capacity,
  now: number,
): Decision | undefined => {
  const change = scaledOut[policy.name];
  const base = change && isCooling(change, cooldownOf(policy), now) ? change.from : desired;
  const wanted =
    policy.kind === 'step scaling' ? stepOutOf(policy, history, base) : scaleOutOf(policy, history, base);
  return wanted === undefined ? undefined : { desired: wanted, because: policy.name };
};

const cooldownOf = (policy: ScalingPolicy): number =>
  policy.kind === 'step scaling' ? policy.cooldownSeconds : policy.scaleOutCooldownSeconds;

/** Scale-in waits for the cooldown of a scale-in, as AWS says; that it waits for one of a scale-out too is assumed. */
const wantedIn = (
  policies: readonly ScalingPolicy[],
  history: History,
  { desired, scaledIn, scaledOut }: Capacity,
  now: number,
): Decision | undefined => {
  const tracking = policies.filter((policy): policy is TargetTracking => policy.kind === 'target tracking');
  const wanted = tracking.map((policy): Decision | undefined => {
    const { scaleInCooldownSeconds, scaleOutCooldownSeconds } = policy;
    if (isCooling(scaledIn[policy.name], scaleInCooldownSeconds, now)) return undefined;
    if (isCooling(scaledOut[policy.name], scaleOutCooldownSeconds, now)) return undefined;
    const tasks = scaleInOf(policy, history, desired);
    return tasks === undefined ? undefined : { desired: tasks, because: policy.name };
  });
  return wanted.includes(undefined) ? undefined : largest(wanted);
};

const largest = (decisions: readonly (Decision | undefined)[]): Decision | undefined =>
  decisions.reduce((best, one) => (one && (!best || one.desired > best.desired) ? one : best), undefined);

/** The capacity once a decision is carried out. */
export const changed = (capacity: Capacity, { desired, because }: Decision, now: number): Capacity => {
  const change = { [because]: { at: now, from: capacity.desired, to: desired } };
  return desired > capacity.desired
    ? { ...capacity, desired, scaledOut: { ...capacity.scaledOut, ...change } }
    : { ...capacity, desired, scaledIn: { ...capacity.scaledIn, ...change } };
};
