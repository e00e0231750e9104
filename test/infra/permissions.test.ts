// The policy of each task's role as Terraform has made it, compared with what services/topology.json lets its services do:
// test/support/rights.ts, which test/e2e/rights.test.ts holds against the calls that services make.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Env } from '#platform/env.ts';
import { type ServiceName, serviceNames } from '#platform/topology.ts';
import { type Right, rightsOf } from '#test/rights.ts';
import { type Resource, useStack } from './support/stack.ts';

type Statement = { Sid: string; Effect: string; Action: string[]; Resource: string[]; Condition?: unknown };

const stack = useStack();
let env: Env;
let policies: Map<string, Statement[]>;
beforeAll(() => {
  const { resources } = stack();
  ({ env } = stack());
  policies = new Map(resources.flatMap((one) => policyOf(one)));
});

/** By the key of the service's module: `module.service["orders"].aws_iam_role_policy.task`. */
const policyOf = ({ address, values }: Resource): [string, Statement[]][] => {
  const [, task] = /module\.service\["([^"]+)"\]\.aws_iam_role_policy\.task$/.exec(address) ?? [];
  return task === undefined ? [] : [[task, JSON.parse(String(values.policy)).Statement]];
};

/** 'arn:aws:dynamodb:…:table/waybill-dev-OrdersTable/index/byStatus' → 'OrdersTable/byStatus'. */
const nameOf = (arn: string): string => {
  if (/:ses:.*:(identity|configuration-set)\//.test(arn)) return 'mail';
  const name = arn
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^table\//, '')
    .replace('/index/', '/');
  expect(name.startsWith(env.RESOURCE_PREFIX), `${arn} is of another environment`).toBe(true);
  return name.slice(env.RESOURCE_PREFIX.length);
};

const grantedBy = (statements: readonly Statement[]): Set<Right> =>
  new Set(
    statements.flatMap(({ Action, Resource }) =>
      Resource.flatMap((arn) => Action.map((action) => `${action} ${nameOf(arn)}`)),
    ),
  );

const statementsOf = (name: ServiceName): Statement[] => policies.get(name) ?? [];

describe.each(serviceNames)('the role of %s', (name) => {
  it('has the rights of the topology, no less and no more', () => {
    expect([...grantedBy(statementsOf(name))].sort()).toEqual([...rightsOf(name)].sort());
  });

  it('names each action and each resource, and only allows', () => {
    for (const { Sid, Effect, Action, Resource } of statementsOf(name)) {
      expect([Sid, Effect]).toEqual([Sid, 'Allow']);
      expect([...Action, ...Resource].filter((one) => one.includes('*'))).toEqual([]);
    }
  });

  it('sends mail from the one address alone', () => {
    const conditions = statementsOf(name).flatMap(({ Condition }) =>
      Condition === undefined ? [] : [Condition],
    );
    const address = /<([^<>]+)>$/.exec(env.MAIL_FROM)?.[1] ?? env.MAIL_FROM;
    const expected = name === 'notification' ? [{ StringEquals: { 'ses:FromAddress': address } }] : [];
    expect(conditions).toEqual(expected);
  });
});

it('one role for all workers stays within what IAM lets a role have, under the longest names', () => {
  const longest = { environment: 12 - 'dev'.length, region: 'ap-southeast-1'.length - env.AWS_REGION.length };
  const workers = serviceNames.filter((name) => name !== 'orders-api').flatMap(statementsOf);
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: workers });
  const arns = workers.flatMap(({ Resource }) => Resource).length;
  expect(policy.length + arns * (longest.environment + longest.region)).toBeLessThan(10_240);
});

it('statements of services that share a role have names of their own', () => {
  const names = serviceNames.flatMap(statementsOf).map(({ Sid }) => Sid);
  expect(new Set(names).size).toBe(names.length);
});
