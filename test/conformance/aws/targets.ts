// What the conformance suite runs on. One description of behaviour holds for all: only what AWS promises is asserted.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { CreateEmailIdentityCommand } from '@aws-sdk/client-sesv2';
import type { Aws } from '#platform/aws.ts';
import { type Env, readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { createRuntime } from '#platform/runtime.ts';
import { createTables, type Tables } from '#platform/tables.ts';
import { systemTimers } from '#platform/timers.ts';
import { startTestAws } from '#test/test-aws.ts';
import { useLocalCredentials } from '../../../localstack/local-env.ts';
import { probe } from '../../../localstack/probe.ts';
import { provision } from '../../../localstack/provision.ts';
import { connectAws, createFakeAws } from '../../simulation/aws/fake-aws.ts';

type Mail = { to: string; subject: string };

/** An AWS under test, provisioned as services/topology.json says. */
export type StartedTarget = {
  implementation: Implementation;
  aws: Aws;
  /** As services use them, with each of the two ways to write. */
  tables: Record<Env['DYNAMODB_WRITES'], Tables>;
  /** Resolves when this much of the AWS's own time has passed. */
  wait: (seconds: number) => Promise<void>;
  /** All that was mailed so far; undefined where nobody can look into the mailbox. */
  mails: (() => Promise<Mail[]>) | undefined;
  /** Why it sends no mail at all; undefined where it does. */
  noMail: string | undefined;
  stop: () => Promise<void>;
};

/** Who plays AWS, as far as the suite knows where they deviate from it. */
export type Implementation = 'fakes' | 'embedded' | 'moto' | 'unknown';

type Target = {
  /** Ends `a queue of …`. */
  title: string;
  isAvailable: boolean;
  start: () => Promise<StartedTarget>;
};

const startFakes = async (): Promise<StartedTarget> => {
  let now = Date.now();
  const fake = createFakeAws({ now: () => now, random: Math.random });
  const aws = connectAws(async (command) => fake.run(command));
  return {
    implementation: 'fakes',
    aws,
    tables: tablesOf(aws),
    wait: async (seconds) => {
      now += seconds * 1_000;
    },
    mails: async () => fake.mail.sent.map(({ to, subject }) => ({ to, subject })),
    noMail: undefined,
    stop: async () => undefined,
  };
};

const tablesOf = (aws: Aws): StartedTarget['tables'] => {
  const deps = { aws, random: Math.random, timers: systemTimers };
  const of = (DYNAMODB_WRITES: Env['DYNAMODB_WRITES']) =>
    createTables({ ...deps, env: readEnv({ DYNAMODB_WRITES }) });
  return { batched: of('batched'), single: of('single') };
};

/** Timers and clocks of other processes are not exact to the millisecond. */
const waitReally = (seconds: number) => delay(seconds * 1_000 + 100);

const startEmbedded = async (): Promise<StartedTarget> => {
  const { runtime, mailbox, stop } = await startTestAws();
  const mails = async () =>
    (await mailbox()).map(({ destination, subject }) => ({ to: destination.to.join(), subject }));
  const { aws } = runtime;
  return {
    implementation: 'embedded',
    aws,
    tables: tablesOf(aws),
    wait: waitReally,
    mails,
    noMail: undefined,
    stop,
  };
};

const endpoint = process.env.AWS_CONFORMANCE_URL;

/** Under a prefix of its own, so that it meets nobody; what it builds there stays. */
export const startEndpoint = async (
  variables: Record<string, string> = {},
): Promise<StartedTarget & { env: Env }> => {
  useLocalCredentials();
  const env = readEnv({
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCOUNT_ID: process.env.AWS_CONFORMANCE_ACCOUNT_ID,
    RESOURCE_PREFIX: `cf-${randomUUID().slice(0, 8)}-`,
    RECEIVE_WAIT_SECONDS: '1',
    LOG_LEVEL: 'silent',
    ...variables,
  });
  const { aws } = createRuntime(env);
  await provision({ env, aws });
  const noMail = await verifySender(aws);
  const implementation = (await isMoto()) ? 'moto' : 'unknown';
  return {
    implementation,
    env,
    aws,
    tables: tablesOf(aws),
    wait: waitReally,
    mails: undefined,
    noMail,
    stop: async () => aws.close(),
  };
};

const isMoto = async (): Promise<boolean> => (await probe(`${endpoint}/moto-api/`))?.ok ?? false;

export const sender = 'orders@waybill.example';

/** SES sends for those only whom it knows. Resolves to the reason where the endpoint has no SES v2. */
const verifySender = async ({ ses }: Aws): Promise<string | undefined> => {
  try {
    await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: sender }));
    return undefined;
  } catch (error) {
    return `SES v2 does not answer there: ${messageOf(error)}`;
  }
};

const targetsOfOurs: readonly Target[] = [
  { title: "the simulation's fakes", isAvailable: true, start: startFakes },
  { title: 'the embedded AWS', isAvailable: true, start: startEmbedded },
];

export const targetOfEndpoint: Target = {
  title: endpoint ? `the AWS at ${endpoint}` : 'an AWS that AWS_CONFORMANCE_URL names: it is not set',
  isAvailable: Boolean(endpoint),
  start: () => startEndpoint(),
};

export const targets: readonly Target[] =
  process.env.AWS_CONFORMANCE_ONLY === 'true' ? [targetOfEndpoint] : [...targetsOfOurs, targetOfEndpoint];
