// What an environment may choose, planned with other settings than those of dev: what comes of it, and what is refused.
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { queueNames } from '#platform/topology.ts';
import settings from '../../infra/environments/dev/settings.json' with { type: 'json' };
import { resourcesOf } from './support/resources.ts';
import { credentials, describeStack } from './support/stack.ts';
import { createWorkspace, type Workspace } from './support/terraform.ts';

const folder = 'infra/environments/dev';
const image = 'ghcr.io/example/waybill:1.0.0';

describeStack('an environment that chooses', (stack) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    await workspace.init(folder);
  });
  afterAll(() => workspace.remove());

  const plan = async (choices: object, chosenImage = image) => {
    await writeFile(workspace.path(folder, 'settings.json'), JSON.stringify({ ...settings, ...choices }));
    const variables = { ...credentials, AWS_ENDPOINT_URL: stack().url };
    await workspace.terraform(folder, ['plan', '-out=plan', `-var=image=${chosenImage}`], { variables });
    const shown = JSON.parse(await workspace.terraform(folder, ['show', '-json', 'plan']));
    return (type: string) => resourcesOf(shown.planned_values.root_module, type);
  };
  const commandIn = (definition: { container_definitions: string }) =>
    JSON.parse(definition.container_definitions)[0].command;

  it('one task for all workers has a second task for the API, follows every queue, and may sleep', async () => {
    const choices = { consolidated: true, minimum_tasks: { workers: 0 }, slack_alarms: true };
    const planned = await plan(choices);
    const services = Object.values(planned('aws_ecs_service')).map(({ name }) => name);
    expect(services.sort()).toEqual(['orders-api', 'workers']);
    const targets = Object.values(planned('aws_appautoscaling_target'));
    expect(targets.find(({ resource_id }) => resource_id.endsWith('/workers'))).toMatchObject({
      min_capacity: 0,
    });
    const backlog = Object.values(planned('aws_appautoscaling_policy')).find(
      ({ name }) => name === 'backlog-per-task',
    );
    const { metrics } =
      backlog.target_tracking_scaling_policy_configuration[0].customized_metric_specification[0];
    const followed = metrics.flatMap(
      (one: { metric_stat: { metric: { dimensions: { value: string }[] }[] }[] }) =>
        one.metric_stat.flatMap(({ metric }) => metric[0]?.dimensions.map(({ value }) => value) ?? []),
    );
    expect(followed).toEqual(expect.arrayContaining(queuesOfServices()));
    expect(metrics.length).toBeLessThanOrEqual(1 + 10);
    const alarms = Object.values(planned('aws_cloudwatch_metric_alarm')).map(({ alarm_name }) => alarm_name);
    expect(alarms).toContain('waybill-dev-workers-wake');
    const secrets = Object.values(planned('aws_secretsmanager_secret')).map(({ name }) => name);
    expect(secrets).toContain('waybill-dev/slack-webhook-url');
  });

  it('EventBridge in three zones without the internet has a bus, and an endpoint for it', async () => {
    const planned = await plan({ router: 'eventbridge', egress: 'endpoints', zones: 3, flow_logs: true });
    expect(Object.values(planned('aws_cloudwatch_event_bus'))).toMatchObject([{ name: 'waybill-dev' }]);
    expect(planned('aws_nat_gateway')).toEqual({});
    const reached = Object.values(planned('aws_vpc_endpoint')).map(({ service_name }) =>
      service_name.split('.').at(-1),
    );
    expect(reached.sort()).toEqual(
      ['api', 'dkr', 'dynamodb', 'email', 'events', 'logs', 's3', 'secretsmanager', 'sqs'].sort(),
    );
    expect(Object.keys(planned('aws_subnet'))).toHaveLength(6);
    expect(Object.keys(planned('aws_flow_log'))).toHaveLength(1);
  });

  it.each([
    ['a minimum of what is no task', { minimum_tasks: { payments: 2 } }, 'names what is no task: payments'],
    [
      'alarms to Slack without a way to it',
      { slack_alarms: true, egress: 'endpoints' },
      'needs a way to the internet',
    ],
    [
      'a domain without its zone',
      { domain_name: 'shop.example.com' },
      'domain_name and hosted_zone_id go together',
    ],
    ['days that CloudWatch does not know', { log_retention_days: 8 }, 'must be one that CloudWatch knows'],
    [
      'an API that sleeps',
      { minimum_tasks: { 'orders-api': 0 } },
      'must be at least 1 behind a load balancer',
    ],
    ['two sweepers', { minimum_tasks: { sweeper: 2 } }, 'a singleton has minimum = 1'],
  ])('is refused %s', async (_, choices, reason) => {
    await expect(plan(choices)).rejects.toThrow(inOneLine(reason));
  });

  it('is refused an image that moves', async () => {
    await expect(plan({}, 'ghcr.io/example/waybill:latest')).rejects.toThrow(inOneLine('not :latest'));
  });

  it('runs, in each task, what the task is called after', async () => {
    const definitions = Object.values(stack().resources('aws_ecs_task_definition'));
    for (const definition of definitions)
      expect(definition.family).toBe(`waybill-dev-${commandIn(definition)}`);
  });
});

/** Terraform breaks its messages into lines. */
const inOneLine = (text: string): RegExp => new RegExp(text.split(' ').map(escaped).join('[\\s│]+'));
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const queuesOfServices = (): string[] => queueNames.map((queue) => `waybill-dev-${queue}`);
