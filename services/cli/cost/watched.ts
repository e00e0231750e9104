// How many metrics, alarms, secrets, rules and endpoints infra/stack makes for its queues, tables and tasks. Pure.
import {
  type QueueName,
  queueNames,
  serviceNames,
  tableNames,
  tableSettings,
  topicNames,
  topology,
} from '#platform/topology.ts';
import type { Settings } from '../stack/settings.ts';
import type { Task } from './shape.ts';

/** As AWS counts them: 8 for a cluster, 6 for a task definition, 11 for a service. */
export const insightsMetrics = (tasks: readonly Task[]): number => 8 + 17 * tasks.length;

/** One for each step of an order, and how it ended. Those of what went wrong cost something only in the hours in which it does. */
export const ownMetrics = 8;

/** An alarm costs by the metrics that it looks at. */
export const alarmMetrics = ({ router }: Pick<Settings, 'router'>, tasks: readonly Task[]): number =>
  alarmsOfQueues + alarmsOfTables + alarmsOfRouter(router) + alarmsOfServices(tasks) + scalingAlarms(tasks);

/** Dead letters of each queue, and the age of what waits in it. */
const alarmsOfQueues = 2 * queueNames.length;

/** Reads and writes, of a table and of each index; nobody watches what only simulates. */
const alarmsOfTables = tableNames
  .filter((name) => !('simulated' in topology.tables[name]))
  .reduce((total, name) => total + 2 * (1 + Object.keys(tableSettings(name).indexes ?? {}).length), 0);

const alarmsOfRouter = (router: Settings['router']): number =>
  router === 'sns' ? topicNames.length : topology.subscriptions.length;

/** Of the API: errors by two metrics, slowness, health. Of orders: stuck ones, books. Of mail: bounces, complaints. */
const ofAll = 4 + 2 + 2;

const workers = serviceNames.filter((name) => !('port' in topology.services[name]));

/** Errors of each worker; wanted and running tasks of each task. */
const alarmsOfServices = (tasks: readonly Task[]): number => ofAll + workers.length + 2 * tasks.length;

/** Target tracking makes two alarms for each target: CPU, and the API's requests or a worker's backlog for each task. */
const scalingAlarms = (tasks: readonly Task[]): number =>
  tasks
    .filter(({ maximum }) => maximum > 1)
    .reduce((total, task) => total + 2 + (task.isWorker ? ofBacklog(task) : 2), 0);

/** An alarm has room for ten metrics: beyond four queues it does without what is in flight. */
const ofBacklog = ({ queues, minimum }: Task): number => {
  const backlog = (queues > 4 ? queues : 2 * queues) + 1;
  const wake = minimum === 0 ? queues + 1 : 0;
  return 2 * backlog + ofSurge + wake;
};

type Surge = { watches: keyof typeof topology.services };
const { surge } = ('scaling' in topology ? topology.scaling : {}) as { surge?: Surge };
/** Every worker looks at the queues where orders come in, and at the tasks that run there. */
const ofSurge = surge ? (topology.services[surge.watches].consumes as QueueName[]).length + 1 : 0;

export const secrets = ({ slack_alarms }: Pick<Settings, 'slack_alarms'>): number => (slack_alarms ? 3 : 2);

/** That of the alarms' topic. */
export const kmsKeys = 1;

/** The rate of one address, and three managed groups. */
export const webAclRules = 4;

/** Where there is no NAT gateway. */
export const interfaceEndpoints = (router: Settings['router']): string[] => [
  'ecr.api',
  'ecr.dkr',
  'email',
  'logs',
  'secretsmanager',
  'sqs',
  router === 'sns' ? 'sns' : 'events',
];
