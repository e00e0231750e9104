// What the roles of infra/account must allow: to who deploys, whatever Terraform asks AWS for; to an environment's own roles, whatever
// they are given. The stand-in allows everything, so it is compared here.
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { topology } from '#platform/topology.ts';
import { describeStack } from './support/stack.ts';

/** What IAM calls a service, where that is not its name in small letters without spaces. */
const prefixes: Record<string, string> = {
  'CloudWatch Logs': 'logs',
  'Elastic Load Balancing v2': 'elasticloadbalancing',
  'Application Auto Scaling': 'application-autoscaling',
  SESv2: 'ses',
};

/** S3's rights have names of their own. */
const rightsOfS3: Record<string, string> = {
  GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
  GetBucketCors: 'GetBucketCORS',
  GetBucketEncryption: 'GetEncryptionConfiguration',
  GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
  GetBucketReplication: 'GetReplicationConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
  GetPublicAccessBlock: 'GetBucketPublicAccessBlock',
  HeadBucket: 'ListBucket',
  PutBucketEncryption: 'PutEncryptionConfiguration',
  PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
  PutPublicAccessBlock: 'PutBucketPublicAccessBlock',
};

/** 'ECS CreateCluster' → 'ecs:CreateCluster' */
const rightFor = (call: string): string => {
  const cut = call.lastIndexOf(' ');
  const [service, method] = [call.slice(0, cut), call.slice(cut + 1)];
  if (service === 'S3') return `s3:${rightsOfS3[method] ?? method}`;
  return `${prefixes[service] ?? service.toLowerCase().replaceAll(' ', '')}:${method}`;
};

/** 'sqs:SendMessage' and the like, as the files name them. */
const rightsIn = (...patterns: string[]): string[] =>
  globSync(patterns).flatMap(
    (path) => readFileSync(path, 'utf8').match(/(?<=")[a-z0-9-]+:[A-Z]\w+(?=")/g) ?? [],
  );

const given = rightsIn('infra/account/deploy-*.tf');

it('the boundary leaves the roles of an environment whatever they are given', () => {
  const tables = Object.values(topology.services).flatMap(({ tables }) => Object.values(tables).flat());
  const needed = [
    ...rightsIn('infra/stack/*.tf', 'infra/modules/service/iam.tf', 'infra/modules/network/flow-logs.tf'),
    ...tables.map((action) => `dynamodb:${action}`),
  ];
  expect(needed).toEqual(
    expect.arrayContaining(['events:PutEvents', 'logs:PutLogEvents', 'sqs:ReceiveMessage']),
  );
  const bound = rightsIn('infra/account/boundary.tf');
  // Whom a role trusts is none of its rights, nor is what a condition asks about.
  const others = /^(aws:|sts:AssumeRole$|ses:FromAddress$)/;
  const notBound = needed.filter((right) => !others.test(right) && !bound.includes(right));
  expect(notBound).toEqual([]);
});

describeStack('who deploys', (stack) => {
  it('has a right for each call that making the environment takes', async () => {
    const needed = (await stack().calls()).map(rightFor);
    expect(needed).toEqual(expect.arrayContaining(['ecs:CreateService', 'secretsmanager:PutSecretValue']));
    // Everybody may ask who he is.
    const missing = needed.filter((right) => right !== 'sts:GetCallerIdentity' && !given.includes(right));
    expect(missing).toEqual([]);
  });
});
