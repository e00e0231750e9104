// Runs services: `node services/main.ts payment`, several names, or `all`. The same code in one process or in many.
import { readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { startLiveness } from '#platform/liveness.ts';
import { createTracedRuntime, type RunningService, type Runtime } from '#platform/runtime.ts';
import { runUntilSignal, startTogether, stopAll } from '#platform/shutdown.ts';
import type { ServiceName } from '#platform/topology.ts';
import { registry, selectServices } from './registry.ts';

/**
 * Starts the services side by side in this process; `stop` stops them all at once. `url` is where the HTTP one listens.
 * @throws Error naming the service that failed, after stopping the others
 */
export const startServices = async (
  names: readonly ServiceName[],
  runtime: Runtime,
): Promise<RunningService> => {
  const running = await startTogether(names.map((name) => startService(name, runtime)));
  const url = running.find((service) => service.url)?.url;
  return { stop: () => stopAll(running), ...(url !== undefined && { url }) };
};

const startService = async (name: ServiceName, runtime: Runtime): Promise<RunningService> => {
  try {
    const { service } = await registry[name]();
    return await service.start(runtime);
  } catch (cause) {
    throw new Error(`${name} did not start: ${messageOf(cause)}`, { cause });
  }
};

const usageErrorsExit = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(2);
  }
};

const main = async (): Promise<void> => {
  const names = usageErrorsExit(() => selectServices(process.argv.slice(2)));
  const runtime = await createTracedRuntime(usageErrorsExit(readEnv));
  const { log, env, tracer } = runtime;
  try {
    const liveness = env.HEALTH_PORT && (await startLiveness(env.HEALTH_PORT));
    const start = async () => {
      const running = await startServices(names, runtime);
      if (liveness) liveness.report(true);
      return { stop: () => running.stop().finally(tracer?.close) };
    };
    await runUntilSignal(start, { log, drainSeconds: env.DRAIN_SECONDS });
  } catch (err) {
    log.fatal({ err }, 'not started');
    process.exit(1);
  }
};

if (import.meta.main) await main();
