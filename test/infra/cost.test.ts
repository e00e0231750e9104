// What `npm run cost` counts by itself, against what Terraform made.
import { expect, it } from 'vitest';
import { tasksOf } from '../../services/cli/cost/shape.ts';
import { alarmMetrics, secrets } from '../../services/cli/cost/watched.ts';
import { readSettings } from '../../services/cli/stack/settings.ts';
import { describeStack } from './support/stack.ts';

const settings = readSettings('dev');

type Query = { metric?: unknown[]; metric_stat?: unknown[] };
type Policy = {
  target_tracking_scaling_policy_configuration: { customized_metric_specification: { metrics: Query[] }[] }[];
};

describeStack('the bill', (stack) => {
  it('has as many alarm metrics as the alarms and the scaling that were made', () => {
    const alarms: { metric_query: Query[] }[] = Object.values(
      stack().resources('aws_cloudwatch_metric_alarm'),
    );
    const own = alarms.flatMap((alarm) => alarm.metric_query).filter(({ metric }) => metric?.length);
    const policies: Policy[] = Object.values(stack().resources('aws_appautoscaling_policy'));
    // AWS makes two alarms for each target, of a metric of its own or of those that the target names.
    const targets = policies.flatMap((policy) => policy.target_tracking_scaling_policy_configuration);
    const metricsOf = ({ customized_metric_specification: [own] }: (typeof targets)[number]) =>
      own ? own.metrics.filter(({ metric_stat }) => metric_stat?.length).length : 1;
    const scaling = targets.reduce((total, target) => total + 2 * metricsOf(target), 0);
    expect(alarmMetrics(settings, tasksOf(settings))).toBe(own.length + scaling);
  });

  it('has as many secrets', () => {
    expect(secrets(settings)).toBe(Object.keys(stack().resources('aws_secretsmanager_secret')).length);
  });
});
