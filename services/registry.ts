// The one list of services: a name from topology.json, and where its code is. Loaded only when it is started.
import type { Service } from '#platform/runtime.ts';
import type { ServiceName } from '#platform/topology.ts';

type Registry = Record<ServiceName, () => Promise<{ service: Service }>>;

export const registry: Registry = {
  'orders-api': () => import('./orders-api/server.ts'),
  orders: () => import('./orders/worker.ts'),
  payment: () => import('./payment/worker.ts'),
  inventory: () => import('./inventory/worker.ts'),
  shipping: () => import('./shipping/worker.ts'),
  notification: () => import('./notification/worker.ts'),
  sweeper: () => import('./sweeper/service.ts'),
};

const registered = Object.keys(registry) as ServiceName[];
const isRegistered = (name: string): name is ServiceName => Object.hasOwn(registry, name);

/**
 * The services that a command line names, each once; `all` names every one.
 * @throws Error that lists the valid names
 */
export const selectServices = (names: readonly string[]): ServiceName[] => {
  const wanted = names.includes('all') ? [...names, ...registered] : names;
  const selected = [...new Set(wanted)].filter((name) => name !== 'all');
  const unknown = selected.filter((name) => !isRegistered(name));
  if (unknown.length === 0 && selected.length > 0) return selected.filter(isRegistered);
  const fault = unknown.length > 0 ? `No such service: ${unknown.join(', ')}.` : 'Which services?';
  throw new Error(`${fault} Give one or more of: ${registered.join(', ')}, or all.`);
};
