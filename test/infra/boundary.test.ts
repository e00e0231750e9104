// Roles of an environment may have no more than infra/account/boundary.tf leaves them: what the stack gives its roles must be in it.
import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { serviceNames, topology } from '#platform/topology.ts';
import { read } from '../house/source-files.ts';

const actionsIn = (file: string): string[] =>
  [...read(file).matchAll(/"([a-z0-9-]+:[A-Z]\w+)"/g)].map(([, action = '']) => action);

/** In policies of queues, topics and keys, which bound no role; and how a role is taken. */
const ofResources = ['sts:AssumeRole'];

it('the boundary leaves each role what the stack gives it', () => {
  const given = [
    ...globSync('infra/stack/*.tf').flatMap(actionsIn),
    ...['service/iam.tf', 'network/flow-logs.tf'].flatMap((file) => actionsIn(`infra/modules/${file}`)),
    ...serviceNames.flatMap((name) =>
      Object.values(topology.services[name].tables)
        .flat()
        .map((action) => `dynamodb:${action}`),
    ),
  ];
  expect(given).toContain('sqs:ReceiveMessage');
  expect(given).toContain('secretsmanager:GetSecretValue');
  const left = new Set([...actionsIn('infra/account/boundary.tf'), ...ofResources]);
  const context = /^(aws|ses|events):[A-Z][a-z]+(Account|Arn|Address)$/;
  expect([...new Set(given)].filter((action) => !left.has(action) && !context.test(action))).toEqual([]);
});
