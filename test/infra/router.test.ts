// An environment that chose EventBridge: the bus as Terraform makes it, against what the local provisioner would make of
// services/topology.json; and what the tasks are told and may do. Applied apart from the stack that other files share.
import { writeFile } from 'node:fs/promises';
import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import { serviceNames, topology } from '#platform/topology.ts';
import settings from '../../infra/environments/dev/settings.json' with { type: 'json' };
import { desiredRules } from '../../localstack/desired-bus.ts';
import { desiredQueues } from '../../localstack/desired-messaging.ts';
import { missingStandIn, startStandIn } from './support/stand-in.ts';
import { createWorkspace, missingTerraform } from './support/terraform.ts';

// biome-ignore lint/suspicious/noExplicitAny: Terraform's values are looked into freely by tests
type Json = any;

const folder = 'infra/environments/dev';
const name = `waybill-${settings.environment}`;
const account = '000000000000';
const credentials = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' };
const busArn = `arn:aws:events:us-east-1:${account}:event-bus/${name}`;
const image = `-var=image=${account}.dkr.ecr.us-east-1.amazonaws.com/waybill:stand-in`;

describe.skipIf(missingTerraform() ?? missingStandIn())('an environment with router = "eventbridge"', () => {
  let runtime: Runtime;
  let client: EventBridgeClient;
  /** What a plan of all the rest would make, by type and address. */
  let planned: { type: string; address: string; change: { after: Json } }[];
  const stops: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [standIn, workspace] = await Promise.all([startStandIn(), createWorkspace()]);
    stops.push(standIn.stop, workspace.remove);
    const chosen = JSON.stringify({ ...settings, router: 'eventbridge' });
    await writeFile(workspace.path(folder, 'settings.json'), chosen);
    const options = { variables: { ...credentials, AWS_ENDPOINT_URL: standIn.url }, seconds: 240 };
    const terraform = (...args: string[]) => workspace.terraform(folder, args, options);
    await workspace.init(folder);
    // The tables besides: a plan knows a policy when it knows every ARN in it.
    const targets = ['event_bus', 'table'].map((module) => `-target=module.stack.module.${module}`);
    await terraform('apply', '-auto-approve', '-parallelism=20', image, ...targets);
    await terraform('plan', '-out=plan', image);
    planned = JSON.parse(await terraform('show', '-json', 'plan')).resource_changes;
    Object.assign(process.env, credentials);
    const place = {
      RESOURCE_PREFIX: `${name}-`,
      EVENT_BUS: name,
      ROUTER: 'eventbridge',
      LOG_LEVEL: 'silent',
    };
    runtime = createRuntime(readEnv({ AWS_ENDPOINT_URL: standIn.url, ...place }));
    client = await runtime.aws.eventBridge();
  }, 300_000);
  afterAll(async () => {
    runtime?.aws.close();
    for (const stop of stops) await stop();
  });

  const targetsOf = async (Rule: string | undefined): Promise<Target[]> => {
    const EventBusName = runtime.aws.eventBus;
    return (await client.send(new ListTargetsByRuleCommand({ Rule, EventBusName }))).Targets ?? [];
  };

  it('has the rules and targets that the local provisioner makes, and no other', async () => {
    const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: runtime.aws.eventBus }));
    const found = Rules.map(async ({ Name, EventPattern = '', State }) => {
      const targets = await targetsOf(Name);
      return { name: Name, pattern: JSON.parse(EventPattern), State, targets };
    });
    const wanted = desiredRules(runtime.env).map(({ target, ...rule }) => ({
      ...rule,
      State: 'ENABLED',
      targets: [target],
    }));
    expect(Rules).toHaveLength(wanted.length);
    expect(await Promise.all(found)).toEqual(expect.arrayContaining(wanted));
  });

  it('lets those rules send to their queues and dead-letter queues, and topics: what is under way arrives', async () => {
    const { main, deadLetter } = desiredQueues(runtime.env);
    const allowedBy = (policy = '') =>
      policy === '' ? [] : JSON.parse(policy).Statement.filter(({ Effect }: Json) => Effect === 'Allow');
    const fed = [...main, ...deadLetter].filter(({ attributes }) => attributes.Policy !== '');
    expect(fed.length).toBeGreaterThan(0);
    for (const { name: QueueName, attributes } of fed) {
      const { QueueUrl } = await runtime.aws.sqs.send(new GetQueueUrlCommand({ QueueName }));
      const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
      const { Attributes = {} } = await runtime.aws.sqs.send(command);
      expect(allowedBy(Attributes.Policy), QueueName).toEqual(allowedBy(attributes.Policy));
    }
  });

  it('keeps the topics and their subscriptions: what an old task still publishes is delivered', () => {
    const of = (wanted: string) =>
      planned.filter(
        ({ type, address }) => type === wanted && address.startsWith('module.stack.module.topic['),
      );
    const topics = of('aws_sns_topic').map(({ change }) => change.after?.name);
    expect(topics.sort()).toEqual(
      Object.keys(topology.topics)
        .map((topic) => `${name}-${topic}`)
        .sort(),
    );
    expect(of('aws_sns_topic_subscription')).toHaveLength(topology.subscriptions.length);
  });

  const publishers = serviceNames.filter((service) => topology.services[service].publishes.length > 0);

  it.each(publishers)('tells %s the router and the bus', (service) => {
    const tasks = planned.filter(
      ({ type, address }) => type === 'aws_ecs_task_definition' && address.includes(`["${service}"]`),
    );
    expect(tasks).toHaveLength(1);
    const [{ environment }] = JSON.parse(tasks[0]?.change.after.container_definitions);
    expect(environment).toEqual(
      expect.arrayContaining([
        { name: 'ROUTER', value: 'eventbridge' },
        { name: 'EVENT_BUS', value: name },
      ]),
    );
  });

  it.each(serviceNames)('lets %s put events on the bus as itself, if it publishes', (service) => {
    const policies = planned.filter(
      ({ type, address }) => type === 'aws_iam_role_policy' && address.includes(`["${service}"]`),
    );
    const statements = policies
      .flatMap(({ change }) => JSON.parse(change.after.policy ?? '{"Statement":[]}').Statement)
      .filter(({ Action }: Json) => /"(events|sns):/.test(JSON.stringify(Action)));
    const allowed = [
      {
        Action: ['events:PutEvents'],
        Resource: [busArn],
        Condition: {
          'ForAllValues:StringEquals': { 'events:source': [`waybill.${service}`] },
          Null: { 'events:source': 'false' },
        },
      },
      { Action: ['events:DescribeEventBus'], Resource: [busArn] },
    ];
    const publishes = topology.services[service].publishes.length > 0;
    expect(statements).toEqual(publishes ? allowed.map((one) => expect.objectContaining(one)) : []);
  });
});
