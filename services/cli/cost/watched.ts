// How many metrics, alarms, secrets, rules and endpoints infra/stack makes for its tasks and queues. Pure.
import { topicNames } from '#platform/topology.ts';
import type { Settings } from '../stack/settings.ts';
import { queueCount, type Task } from './shape.ts';

/** As AWS counts them: 8 for a cluster, 6 for a task definition, 11 for a service. */
export const insightsMetrics = (tasks: readonly Task[]): number => 8 + 17 * tasks.length;

export const ownMetrics = (tasks: readonly Task[]): number => tasks.length;

export const alarmMetrics = (_: Settings, tasks: readonly Task[]): number =>
  queueCount * 2 + tasks.length * 2 + topicNames.length;

export const secrets = ({ slack_alarms }: Pick<Settings, 'slack_alarms'>): number => (slack_alarms ? 3 : 2);

/** The rate of one address, and three managed groups. */
export const webAclRules = 4;

export const interfaceEndpoints = (router: Settings['router']): string[] => [
  'ecr.api',
  'ecr.dkr',
  'logs',
  'secretsmanager',
  'sqs',
  'email',
  router === 'sns' ? 'sns' : 'events',
];
