// Builds the event bus and its rules, where events go over EventBridge, and sets right what has drifted.
import {
  CreateEventBusCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import type { Aws } from '#platform/aws.ts';
import { messageOf } from '#platform/error-message.ts';
import { type DesiredRule, desiredRules } from './desired-bus.ts';
import { driftOf } from './drift.ts';
import type { Place } from './place.ts';

/**
 * Idempotent: what is already as topology.json says is only read.
 * @throws Error when the endpoint has no EventBridge, or is another account's or region's
 */
export const provisionBus = async (aws: Aws, place: Place): Promise<void> => {
  const client = await aws.eventBridge();
  const expected = `arn:aws:events:${place.AWS_REGION}:${place.AWS_ACCOUNT_ID}:event-bus/${aws.eventBus}`;
  const found = await ensureBus(client, aws.eventBus);
  if (found !== expected)
    throw new Error(
      `This AWS calls its bus ${found}, the rules would be on ${expected}: ` +
        `set AWS_ACCOUNT_ID=${found?.split(':')[4]} and AWS_REGION=${found?.split(':')[3]}`,
    );
};

/** Idempotent. Bus and queues must exist. */
export const provisionRules = async (aws: Aws, place: Place): Promise<void> => {
  const client = await aws.eventBridge();
  await Promise.all(desiredRules(place).map((rule) => ensureRule(client, aws.eventBus, rule)));
};

export const busIsThere = async (aws: Aws): Promise<boolean> => {
  const client = await aws.eventBridge();
  const Name = aws.eventBus;
  return (await unlessMissing(client.send(new DescribeEventBusCommand({ Name })))) !== undefined;
};

/** Its ARN. */
const ensureBus = async (client: EventBridgeClient, Name: string): Promise<string | undefined> => {
  try {
    const bus = await unlessMissing(client.send(new DescribeEventBusCommand({ Name })));
    return bus ? bus.Arn : (await client.send(new CreateEventBusCommand({ Name }))).EventBusArn;
  } catch (cause) {
    throw new Error(
      `The bus ${Name} cannot be made: ${messageOf(cause)}. ROUTER=eventbridge needs an emulator that has EventBridge, ` +
        'such as LocalStack; the embedded AWS has not',
      { cause },
    );
  }
};

const ensureRule = async (client: EventBridgeClient, EventBusName: string, rule: DesiredRule) => {
  const { name: Name, pattern, target } = rule;
  const EventPattern = JSON.stringify(pattern);
  const current = await unlessMissing(client.send(new DescribeRuleCommand({ Name, EventBusName })));
  const { EventPattern: has = '', State = '' } = current ?? {};
  if (Object.keys(driftOf({ EventPattern: has, State }, { EventPattern, State: 'ENABLED' })).length > 0)
    await client.send(new PutRuleCommand({ Name, EventBusName, EventPattern, State: 'ENABLED' }));
  const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName }));
  const existing = Targets.find(({ Id }) => Id === target.Id);
  if (Object.keys(driftOf(inJson(existing), inJson(target))).length === 0) return;
  const { FailedEntries = [] } = await client.send(
    new PutTargetsCommand({ Rule: Name, EventBusName, Targets: [target] }),
  );
  for (const { ErrorCode, ErrorMessage } of FailedEntries)
    throw new Error(`Rule ${Name} did not take ${target.Arn}: ${ErrorCode} ${ErrorMessage}`);
};

const inJson = (target: object = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(target).map(([name, value]) => [name, JSON.stringify(value)]));

const unlessMissing = async <T>(call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
