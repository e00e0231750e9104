// What a scaling policy of AWS looks at and how it answers: the two kinds of Application Auto Scaling that suit workers. Types.

/** One period of a service's metrics, as CloudWatch shows them. */
export type Datapoint = {
  /** Messages in all of the service's queues. */
  visible: number;
  inFlight: number;
  running: number;
  /** Of what its tasks are given, on average. Absent: not measured. */
  cpuPercent?: number;
  /** ApproximateAgeOfOldestMessage. */
  oldestSeconds?: number;
  /** The backlog per task of the service that orders reach first: what will come down the line. */
  incoming?: number;
};

/** Oldest first, one for each period; undefined where CloudWatch has nothing. */
export type History = readonly (Datapoint | undefined)[];

type MetricName = 'backlog per task' | 'incoming backlog per task' | 'CPU' | 'age of the oldest';

export type TargetTracking = {
  kind: 'target tracking';
  name: string;
  metric: MetricName;
  /** In the metric's unit: messages, per cent, seconds. */
  target: number;
  scaleOutCooldownSeconds: number;
  scaleInCooldownSeconds: number;
  /** Tasks that go in one step at most; absent: as many as the metric allows. AWS does not say what it does. */
  mostRemoved?: number;
};

export type StepScaling = {
  kind: 'step scaling';
  name: string;
  metric: MetricName;
  /** The alarm is raised by one datapoint above it. */
  threshold: number;
  /** From so many times the threshold on, so many per cent more tasks. Ascending; the first begins at 1. */
  steps: readonly { from: number; percent: number }[];
  cooldownSeconds: number;
};

export type ScalingPolicy = TargetTracking | StepScaling;

/** The metric in a datapoint; undefined when it cannot be told, as a backlog per task of no task. */
export const metricIn = (metric: MetricName, point: Datapoint): number | undefined => {
  if (metric === 'CPU') return point.cpuPercent;
  if (metric === 'incoming backlog per task') return point.incoming;
  if (metric === 'age of the oldest') return point.oldestSeconds;
  return point.running > 0 ? (point.visible + point.inFlight) / point.running : undefined;
};
