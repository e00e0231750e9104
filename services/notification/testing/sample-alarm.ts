// For tests: what CloudWatch publishes to an alarm's topic, whole, as its documentation shows it.

const alarmArn = 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:waybill-dev-payment-queue-dlq';

export const sampleAlarm = {
  AlarmName: 'waybill-dev-payment-queue-dlq',
  AlarmDescription: 'Messages that payment could not handle. Runbook: docs/runbooks/dead-letters.md',
  AWSAccountId: '123456789012',
  AlarmConfigurationUpdatedTimestamp: '2026-11-20T09:00:00.000+0000',
  NewStateValue: 'ALARM',
  NewStateReason:
    'Threshold Crossed: 1 out of the last 1 datapoints [3.0 (20/11/26 10:04:00)] was greater than the threshold (0.0) (minimum 1 datapoint for OK -> ALARM transition).',
  StateChangeTime: '2026-11-20T10:05:12.345+0000',
  Region: 'US East (N. Virginia)',
  AlarmArn: alarmArn,
  OldStateValue: 'OK',
  OKActions: ['arn:aws:sns:us-east-1:123456789012:waybill-dev-alarms'],
  AlarmActions: ['arn:aws:sns:us-east-1:123456789012:waybill-dev-alarms'],
  InsufficientDataActions: [],
  Trigger: {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Namespace: 'AWS/SQS',
    StatisticType: 'Statistic',
    Statistic: 'MAXIMUM',
    Unit: null,
    Dimensions: [{ value: 'waybill-dev-payment-queue-dlq', name: 'QueueName' }],
    Period: 60,
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 0,
    TreatMissingData: 'notBreaching',
    EvaluateLowSampleCountPercentile: '',
  },
} as const;
