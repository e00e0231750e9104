// What runs in an environment: its tasks, of which size and how many, and what they poll. Pure.
import { type ServiceName, serviceNames, topology } from '#platform/topology.ts';
import type { Settings } from '../stack/settings.ts';

export type Task = {
  /** A service's name, or `workers` where one task runs all of them. */
  name: string;
  services: readonly ServiceName[];
  vcpu: number;
  gb: number;
  minimum: number;
  maximum: number;
  /** Only workers run on Spot. */
  isWorker: boolean;
  /** Queues that each such task polls. */
  queues: number;
};

type Sizes = Pick<Settings, 'consolidated' | 'minimum_tasks'>;

const isWorker = (service: ServiceName): boolean => !('port' in topology.services[service]);

/** The same tasks as infra/stack makes. */
export const tasksOf = ({ consolidated, minimum_tasks }: Sizes): Task[] => {
  const workers = serviceNames.filter(isWorker);
  const apart = consolidated ? serviceNames.filter((name) => !isWorker(name)) : serviceNames;
  const tasks = apart.map((name) => taskOf(name, [name], minimum_tasks));
  return consolidated ? [...tasks, taskOf('workers', workers, minimum_tasks)] : tasks;
};

const taskOf = (name: string, services: readonly ServiceName[], minimums: Sizes['minimum_tasks']): Task => {
  const settings = services.map((service) => topology.services[service]);
  const [fewest, most] = [
    settings.map(({ scaling }) => scaling.min),
    settings.map(({ scaling }) => scaling.max),
  ];
  const minimum = minimums[name] ?? Math.max(...fewest);
  const size = sizeOf(services);
  return {
    name,
    services,
    vcpu: size.cpu / 1_024,
    gb: size.memory / 1_024,
    minimum,
    maximum: Math.max(...most, minimum),
    isWorker: services.every(isWorker),
    queues: settings.flatMap(({ consumes }) => consumes as string[]).length,
  };
};

const sizeOf = (services: readonly ServiceName[]): { cpu: number; memory: number } => {
  const [only] = services;
  if (services.length === 1 && only) return topology.services[only];
  return consolidatedTask;
};

/** As infra/stack/services.tf has it. */
export const consolidatedTask = { cpu: 512, memory: 2_048 };

/** Services that work for each order; the sweeper only looks. */
export const orderServices = serviceNames.filter((name) => {
  const { consumes, sends } = topology.services[name];
  return consumes.length > 0 || ('port' in topology.services[name] && sends.length > 0);
});
