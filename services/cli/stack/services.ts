// The services of an environment as ECS has them now: how many tasks run, of which image, and how a rollout goes.
import {
  type Deployment,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import type { Clients } from './clients.ts';
import type { Stack } from './outputs.ts';
import { ToolFailed } from './run-tool.ts';

export type ServiceState = {
  /** A service's name, or `workers`. */
  task: string;
  running: number;
  desired: number;
  pending: number;
  /** Of the tasks that there should be. */
  image: string;
  /** Of the tasks that ran before, while those of `image` have not all come up. */
  replaces?: string;
  rollout: 'done' | 'under way' | 'failed';
  /** Why it is so, where ECS says so. */
  reason: string | undefined;
  /** ECS's latest words, newest first. */
  events: string[];
};

/** ECS describes no more at once. */
const atOnce = 10;
const shownEvents = 3;

type Deps = { ecs: Clients['ecs'] };

/** In the order of their names. @throws ToolFailed when a service is not there; what the SDK throws */
export const readServices = async (
  { ecs }: Deps,
  { cluster, services }: Pick<Stack, 'cluster' | 'services'>,
  abortSignal: AbortSignal,
): Promise<ServiceState[]> => {
  const tasks = Object.entries(services).sort(([a], [b]) => a.localeCompare(b));
  const found = new Map<string, Service>();
  for (let start = 0; start < tasks.length; start += atOnce) {
    const names = tasks.slice(start, start + atOnce).map(([, name]) => name);
    const command = new DescribeServicesCommand({ cluster, services: names });
    const answer = await ecs.send(command, { abortSignal });
    for (const service of answer.services ?? []) found.set(service.serviceName ?? '', service);
  }
  return Promise.all(
    tasks.map(async ([task, name]) => {
      const service = found.get(name);
      if (!service)
        throw new ToolFailed(`There is no service ${name} in the cluster ${cluster}: deploy the environment`);
      const imageOf = (definition: string | undefined) => readImage({ ecs }, definition, task, abortSignal);
      const replaced = replacedBy(service);
      const state = stateOf(
        task,
        service,
        await imageOf(primaryOf(service)?.taskDefinition ?? service.taskDefinition),
      );
      return replaced ? { ...state, replaces: await imageOf(replaced.taskDefinition) } : state;
    }),
  );
};

const readImage = async (
  { ecs }: Deps,
  taskDefinition: string | undefined,
  task: string,
  abortSignal: AbortSignal,
): Promise<string> => {
  const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }), { abortSignal });
  const containers = answer.taskDefinition?.containerDefinitions ?? [];
  // There may be containers beside it, such as a collector.
  return (containers.find(({ name }) => name === task) ?? containers[0])?.image ?? '';
};

/** The deployment that is wanted: after a rollback by ECS, that of the tasks before. */
const primaryOf = ({ deployments = [] }: Service): Deployment | undefined =>
  deployments.find(({ status }) => status === 'PRIMARY');

/** Pure: the deployment whose tasks all came up, while those of the wanted one have not. */
export const replacedBy = (service: Service): Deployment | undefined => {
  if (primaryOf(service)?.rolloutState === 'COMPLETED') return undefined;
  return service.deployments?.find(({ rolloutState }) => rolloutState === 'COMPLETED');
};

/** Pure. */
export const stateOf = (task: string, service: Service, image: string): ServiceState => {
  const { runningCount = 0, desiredCount = 0, pendingCount = 0, deployments = [], events = [] } = service;
  const primary = primaryOf(service);
  const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
  return {
    task,
    running: runningCount,
    desired: desiredCount,
    pending: pendingCount,
    image,
    rollout: failed ? 'failed' : isDone(service, primary) ? 'done' : 'under way',
    reason: (failed ?? primary)?.rolloutStateReason,
    events: events.slice(0, shownEvents).map(({ message = '' }) => message),
  };
};

const isDone = (
  { deployments = [], runningCount = 0, desiredCount = 0 }: Service,
  primary?: Deployment,
): boolean =>
  deployments.length === 1 && primary?.rolloutState === 'COMPLETED' && runningCount >= desiredCount;
