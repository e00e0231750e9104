// Keeps an emulator as services/topology.json says: builds and stocks it, and does so again whenever it has forgotten, as
// emulators that keep nothing on disk do when they start anew. In compose, nothing starts before it has been done once.
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { paginateListQueues } from '@aws-sdk/client-sqs';
import type { Aws } from '#platform/aws.ts';
import { readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { startLiveness } from '#platform/liveness.ts';
import { createRuntime, type RunningService, type Runtime } from '#platform/runtime.ts';
import { runUntilSignal } from '#platform/shutdown.ts';
import { tableNames } from '#platform/topology.ts';
import { desiredQueues } from './desired-messaging.ts';
import { useLocalCredentials } from './local-env.ts';
import { localRouter } from './local-router.ts';
import type { Place } from './place.ts';
import { provision } from './provision.ts';
import { seed } from './seed.ts';

const lookEveryMs = 1_000;

/** Looks until stopped; `report` is told whether all is there. What fails is logged, and tried again at the next look. */
export const keepProvisioned = (
  runtime: Runtime,
  report: (isProvisioned: boolean) => void,
  everyMs = lookEveryMs,
): RunningService => {
  const { log, timers } = runtime;
  const stopping = new AbortController();
  let isProvisioned = false;

  const look = async (): Promise<void> => {
    isProvisioned = isProvisioned && (await isComplete(runtime));
    report(isProvisioned);
    if (isProvisioned) return;
    await provision(runtime);
    const products = await seed(runtime.tables);
    isProvisioned = true;
    report(isProvisioned);
    log.info({ products }, 'provisioned as topology.json says');
  };

  const keep = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look().catch((error: unknown) =>
        log.warn({ reason: messageOf(error) }, 'the emulator cannot be used yet'),
      );
      await timers.delay(everyMs, stopping.signal).catch(() => undefined);
    }
  };

  const keeping = keep();
  return {
    stop: async () => {
      stopping.abort();
      await keeping;
    },
  };
};

/** By name alone: an emulator forgets everything at once. */
const isComplete = async ({ aws, env }: Pick<Runtime, 'aws' | 'env'>): Promise<boolean> => {
  const router = await localRouter(env);
  const [queues, tables, isRouted] = await Promise.all([
    queuesOf(aws, env),
    tablesOf(aws),
    router.isThere(aws),
  ]);
  const { deadLetter, main } = desiredQueues(env);
  return (
    [...deadLetter, ...main].every(({ name }) => queues.has(name)) &&
    tableNames.every((table) => tables.has(aws.tableName(table))) &&
    isRouted
  );
};

const queuesOf = async ({ sqs }: Aws, { RESOURCE_PREFIX }: Place): Promise<Set<string | undefined>> => {
  const names = new Set<string | undefined>();
  const input = { ...(RESOURCE_PREFIX && { QueueNamePrefix: RESOURCE_PREFIX }), MaxResults: 1_000 };
  for await (const { QueueUrls } of paginateListQueues({ client: sqs }, input))
    for (const url of QueueUrls ?? []) names.add(url.split('/').at(-1));
  return names;
};

const tablesOf = async ({ dynamo }: Aws): Promise<Set<string>> => {
  const names = new Set<string>();
  let ExclusiveStartTableName: string | undefined;
  do {
    const page = await dynamo.send(new ListTablesCommand({ ExclusiveStartTableName }));
    for (const name of page.TableNames ?? []) names.add(name);
    ExclusiveStartTableName = page.LastEvaluatedTableName;
  } while (ExclusiveStartTableName);
  return names;
};

const main = async (): Promise<void> => {
  useLocalCredentials();
  const runtime = createRuntime(readEnv());
  const { env, log } = runtime;
  const liveness = env.HEALTH_PORT ? await startLiveness(env.HEALTH_PORT) : undefined;
  const start = async () => keepProvisioned(runtime, (isProvisioned) => liveness?.report(isProvisioned));
  await runUntilSignal(start, { log, drainSeconds: env.DRAIN_SECONDS });
};

if (import.meta.main) await main();
