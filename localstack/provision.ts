// Builds what services/topology.json says on an AWS emulator, never on AWS itself. Run it at any time.
import { type Env, readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import { queueNames, tableNames } from '#platform/topology.ts';
import { useLocalCredentials } from './local-env.ts';
import { localRouter } from './local-router.ts';
import { provisionQueues } from './provision-queues.ts';
import { provisionTables } from './provision-tables.ts';

/**
 * Idempotent: a second run reads and changes nothing; attributes that have drifted are set right.
 * @throws Error when no endpoint is set, when the endpoint's account is another one, or when a call fails
 */
export const provision = async (runtime: Pick<Runtime, 'env' | 'aws'>): Promise<void> => {
  refuseAws(runtime.env);
  await Promise.all([provisionMessaging(runtime), provisionTables(runtime.aws)]);
};

const needed = {
  sns: ['SQS', 'SNS', 'DYNAMODB'],
  eventbridge: ['SQS', 'EVENTBRIDGE', 'DYNAMODB'],
} as const;

/** @throws Error when a call would reach AWS itself */
const refuseAws = (env: Env): void => {
  if (env.AWS_ENDPOINT_URL) return;
  const parts: readonly (typeof needed)[Env['ROUTER']][number][] = needed[env.ROUTER];
  const missing = parts.map((part) => `AWS_ENDPOINT_URL_${part}` as const).filter((name) => !env[name]);
  if (missing.length === 0) return;
  throw new Error(
    `${missing.join(', ')} not set, so this would reach AWS itself, and it is for emulators only. ` +
      'Set AWS_ENDPOINT_URL or each of these; `npm start` brings an emulator of its own.',
  );
};

const provisionMessaging = async ({ env, aws }: Pick<Runtime, 'env' | 'aws'>): Promise<void> => {
  const router = await localRouter(env);
  await router.provision(aws, env);
  await provisionQueues(aws.sqs, env);
  await router.connect(aws, env);
};

const main = async (): Promise<void> => {
  useLocalCredentials();
  const runtime = createRuntime(readEnv());
  await provision(runtime);
  const { makes } = await localRouter(runtime.env);
  runtime.aws.close();
  process.stdout.write(
    `Provisioned: ${queueNames.length} queues, each with a dead-letter queue; ` +
      `${makes}; ${tableNames.length} tables.\n`,
  );
};

if (import.meta.main)
  await main().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  });
