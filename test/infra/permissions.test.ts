// The policy of each task's role as Terraform has made it, compared with what services/topology.json lets its services do:
// test/support/rights.ts, which test/e2e/rights.test.ts holds against the calls that services make.
import { describe, expect, it } from 'vitest';
import { type ServiceName, serviceNames } from '#platform/topology.ts';
import { type Right, rightsOf } from '#test/rights.ts';
import { describeStack } from './support/stack.ts';

type Statement = { Sid: string; Effect: string; Action: string[]; Resource: string[]; Condition?: unknown };

/** What IAM lets all policies inside a role have together, blanks not counted. */
const roleMaxCharacters = 10_240;
const longestEnvironment = 12;
const longestRegion = 'ap-southeast-1'.length;

/** 'arn:aws:dynamodb:…:table/waybill-dev-OrdersTable/index/byStatus' → 'OrdersTable/byStatus'. */
const nameOf = (arn: string, prefix: string): string => {
  if (/:ses:.*:(identity|configuration-set)\//.test(arn)) return 'mail';
  const name = arn
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^table\//, '')
    .replace('/index/', '/');
  expect(name.startsWith(prefix), `${arn} is of another environment`).toBe(true);
  return name.slice(prefix.length);
};

describeStack('the rights of an environment', (stack) => {
  const statementsOf = (name: ServiceName): Statement[] => {
    const { policy } =
      stack().resources('aws_iam_role_policy')[
        `module.stack.module.service["${name}"].aws_iam_role_policy.task`
      ];
    return JSON.parse(policy).Statement;
  };
  const grantedTo = (name: ServiceName): Set<Right> => {
    const { RESOURCE_PREFIX } = stack().runtime.env;
    const pairs = statementsOf(name).flatMap(({ Action, Resource }) =>
      Resource.flatMap((arn) => Action.map((action) => `${action} ${nameOf(arn, RESOURCE_PREFIX)}`)),
    );
    return new Set(pairs);
  };

  describe.each(serviceNames)('as %s has them', (name) => {
    it('are those of the topology, no less and no more', () => {
      expect([...grantedTo(name)].sort()).toEqual([...rightsOf(name)].sort());
    });

    it('name each action and each resource, and only allow', () => {
      for (const { Sid, Effect, Action, Resource } of statementsOf(name)) {
        expect([Sid, Effect]).toEqual([Sid, 'Allow']);
        expect([...Action, ...Resource].filter((one) => one.includes('*'))).toEqual([]);
      }
    });

    it('let it send mail from the one address, or from none', () => {
      const { MAIL_FROM } = stack().runtime.env;
      const address = /<([^<>]+)>$/.exec(MAIL_FROM)?.[1] ?? MAIL_FROM;
      const conditions = statementsOf(name).flatMap(({ Condition }) => (Condition ? [Condition] : []));
      const expected = { StringEquals: { 'ses:FromAddress': address } };
      expect(conditions).toEqual(rightsOf(name).has('ses:SendEmail mail') ? [expected] : []);
    });
  });

  it.each(serviceNames)('of %s are named once each', (service) => {
    const names = statementsOf(service).map(({ Sid }) => Sid);
    expect(new Set(names).size).toBe(names.length);
  });

  it('fit into one role for all workers, under the longest names', () => {
    const workers = serviceNames.filter((name) => name !== 'orders-api').flatMap(statementsOf);
    const names = workers.map(({ Sid }) => Sid);
    expect(new Set(names).size).toBe(names.length);
    const arns = workers.flatMap(({ Resource }) => Resource).length;
    const longer = longestEnvironment - 'dev'.length + longestRegion - stack().runtime.env.AWS_REGION.length;
    expect(JSON.stringify(workers).length + arns * longer).toBeLessThan(roleMaxCharacters);
  });
});
