// The tasks as AWS was told of them: where they run, how they stop, what they are given.
import { expect, it } from 'vitest';
import { serviceNames, topology } from '#platform/topology.ts';
import { ask } from './support/ask.ts';
import { describeStack } from './support/stack.ts';

const isIn = (task: string) => (address: string) => address.includes(`module.service["${task}"]`);

describeStack('the tasks of an environment', (stack) => {
  const valuesOf = (type: string, task: string) => {
    const found = Object.entries(stack().resources(type)).find(([address]) => isIn(task)(address));
    if (!found) throw new Error(`No ${type} of ${task}`);
    return found[1];
  };
  const containerOf = (task: string) =>
    JSON.parse(valuesOf('aws_ecs_task_definition', task).container_definitions)[0];
  const environmentOf = (task: string): Record<string, string> =>
    Object.fromEntries(
      containerOf(task).environment.map(({ name, value }: Record<string, string>) => [name, value]),
    );

  it('are those of topology.json', () => {
    expect(Object.keys(stack().outputs.service_names).sort()).toEqual([...serviceNames].sort());
  });

  it.each(serviceNames)('%s is in private subnets, without an address of its own', (task) => {
    const [network] = valuesOf('aws_ecs_service', task).network_configuration;
    const isPrivate = (address: string) => address.includes('aws_subnet.private');
    const subnets = Object.entries(stack().resources('aws_subnet')).filter(([address]) => isPrivate(address));
    expect(network.assign_public_ip).toBe(false);
    expect(network.subnets.toSorted()).toEqual(subnets.map(([, { id }]) => id).sort());
  });

  it.each(serviceNames)('%s runs itself, as large as topology.json says, and stops in time', (task) => {
    const { cpu, memory } = valuesOf('aws_ecs_task_definition', task);
    expect([Number(cpu), Number(memory)]).toEqual([
      topology.services[task].cpu,
      topology.services[task].memory,
    ]);
    const { command, stopTimeout, user, readonlyRootFilesystem } = containerOf(task);
    expect({ command, user, readonlyRootFilesystem }).toEqual({
      command: [task],
      user: 'node',
      readonlyRootFilesystem: true,
    });
    expect(stopTimeout).toBeGreaterThan(Number(environmentOf(task).DRAIN_SECONDS));
  });

  it.each(serviceNames)('%s is told where it is', (task) => {
    const { outputs, runtime } = stack();
    expect(environmentOf(task)).toMatchObject({
      AWS_REGION: outputs.region,
      AWS_ACCOUNT_ID: runtime.env.AWS_ACCOUNT_ID,
      RESOURCE_PREFIX: 'waybill-dev-',
    });
  });

  it('of which the API alone is reached by the load balancer, and knows secrets', () => {
    const withPort = serviceNames.filter((task) => containerOf(task).portMappings?.length > 0);
    const withSecrets = serviceNames.filter((task) => containerOf(task).secrets?.length > 0);
    expect([withPort, withSecrets]).toEqual([['orders-api'], ['orders-api']]);
    expect(environmentOf('orders-api').TRUST_PROXY).toBe('true');
  });

  it('share secrets that no plan and no state has seen', async () => {
    const values = await Promise.all(
      ['operator-token', 'cursor-secret'].map(async (name) => {
        const answer = await ask(stack().url, 'secretsmanager', 'secretsmanager.GetSecretValue', {
          SecretId: `waybill-dev/${name}`,
        });
        return String(answer.SecretString);
      }),
    );
    expect(values.map((value) => value.length)).toEqual([48, 48]);
    const state = await stack().state();
    expect(values.filter((value) => state.includes(value))).toEqual([]);
  });
});
