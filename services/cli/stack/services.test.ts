import { DescribeServicesCommand, DescribeTaskDefinitionCommand, type Service } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import type { Clients } from './clients.ts';
import { readServices } from './services.ts';

/** ECS with one service, and a task definition for each image: `old` runs `waybill@old`. */
const ecsWith = (service: Service) => {
  const send = async (command: object) => {
    if (command instanceof DescribeServicesCommand) return { services: [service] };
    const definition = command instanceof DescribeTaskDefinitionCommand && command.input.taskDefinition;
    const sidecar = { name: 'collector', image: 'collector@1' };
    return {
      taskDefinition: { containerDefinitions: [sidecar, { name: 'api', image: `waybill@${definition}` }] },
    };
  };
  return { ecs: { send } as unknown as Clients['ecs'] };
};

const read = (deployments: Service['deployments']) => {
  const stack = { cluster: 'waybill-dev', services: { api: 'api' } };
  const service = { serviceName: 'api', runningCount: 1, desiredCount: 1, deployments };
  return readServices(ecsWith(service), stack, new AbortController().signal);
};

it('a rollout that was cut off is told with what it replaces', async () => {
  const [state] = await read([
    { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: 'new' },
    { status: 'ACTIVE', rolloutState: 'COMPLETED', taskDefinition: 'old' },
  ]);
  expect(state).toMatchObject({ image: 'waybill@new', replaces: 'waybill@old', rollout: 'under way' });
});

it('one that is done replaces nothing, also while the old tasks still drain', async () => {
  const [state] = await read([
    { status: 'PRIMARY', rolloutState: 'COMPLETED', taskDefinition: 'new' },
    { status: 'ACTIVE', rolloutState: 'COMPLETED', taskDefinition: 'old' },
  ]);
  expect(state).toMatchObject({ image: 'waybill@new', rollout: 'under way' });
  expect(state).not.toHaveProperty('replaces');
});
