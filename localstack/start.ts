// `npm start`: an AWS on this machine, the topology and some stock in it, and the services. Ctrl-C drains and stops it.
import { type Env, readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { createLogger, type Logger } from '#platform/logger.ts';
import { createTracedRuntime, type RunningService, type Runtime } from '#platform/runtime.ts';
import { runUntilSignal } from '#platform/shutdown.ts';
import { startServices } from '../services/main.ts';
import { readArguments, usage, type Wanted } from './arguments.ts';
import { banner } from './banner.ts';
import { obtainAws } from './local-aws.ts';
import { useLocalDefaults } from './local-env.ts';
import { isFree, nextFreePort } from './ports.ts';
import { provision } from './provision.ts';
import { startAutoscaler } from './scaling/autoscaler.ts';
import { describePace, localPace } from './scaling/local-rules.ts';
import { workerNames } from './scaling/policies-of.ts';
import { seed } from './seed.ts';

/** The HTTP port. One that was asked for must be free; the default gives way. @throws Error when it is taken */
const choosePort = async (env: Env, { services, ports }: Wanted): Promise<number> => {
  if (!services.includes('orders-api')) return env.PORT;
  if (!process.env.PORT) return ports === 'free' ? 0 : nextFreePort(env.PORT);
  if (env.PORT === 0 || (await isFree(env.PORT))) return env.PORT;
  throw new Error(`PORT=${env.PORT} is taken: stop what listens there, or set another PORT, or none.`);
};

/** In this process; with `autoscale` the workers each in processes of their own, which are drained before the rest is stopped. */
const startWanted = async (
  wanted: Wanted,
  runtime: Runtime,
): Promise<RunningService & { scaling?: string }> => {
  if (!wanted.autoscale) return startServices(wanted.services, runtime);
  const workers = workerNames.filter((name) => wanted.services.includes(name));
  const others = wanted.services.filter((name) => !workers.some((worker) => worker === name));
  const services = await startServices(others, runtime);
  const { HEALTH_PORT: _, ...variables } = process.env;
  const tell = (line: string) => process.stdout.write(`${new Date().toLocaleTimeString('en-GB')}  ${line}\n`);
  const scaler = startAutoscaler(workers, runtime, { pace: localPace, variables, tell });
  const stop = () => scaler.stop().finally(services.stop);
  return { ...services, scaling: describePace(localPace), stop };
};

/** Everything, up to the banner. `stop` drains the services first, then stops the AWS if it is ours. */
const startAll = async (wanted: Wanted, log: Logger): Promise<RunningService> => {
  const PORT = await choosePort(readEnv(), wanted);
  const aws = await obtainAws(wanted);
  const env = { ...readEnv(), PORT };
  const runtime = await createTracedRuntime(env, log);
  await provision(runtime);
  await seed(runtime.tables);
  const services = await startWanted(wanted, runtime);
  const started = {
    env: runtime.env,
    aws,
    services: wanted.services,
    url: services.url,
    scaling: services.scaling,
  };
  process.stdout.write(banner({ ...started, seconds: process.uptime() }, process.env));
  return {
    stop: async () => {
      await services.stop().finally(aws.stop);
      await runtime.tracer?.close();
      runtime.aws.close();
    },
  };
};

const exitWith = (exitCode: number, message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
};

const readWanted = (): Wanted => {
  try {
    return readArguments(process.argv.slice(2));
  } catch (error) {
    return exitWith(2, `${messageOf(error)}\n\n${usage}`);
  }
};

const main = async (): Promise<void> => {
  useLocalDefaults();
  const wanted = readWanted();
  if (wanted.help) {
    process.stdout.write(usage);
    return;
  }
  // So that the lines about scaling can be seen among those of all processes.
  if (wanted.autoscale) process.env.LOG_LEVEL ||= 'warn';
  const { LOG_LEVEL, DRAIN_SECONDS: drainSeconds } = readEnv();
  // Through the same stream as the banner, so that a log line cannot end up in its middle.
  const log = createLogger(LOG_LEVEL, process.stdout);
  await runUntilSignal(() => startAll(wanted, log), { log, drainSeconds });
};

if (import.meta.main) await main().catch((error: unknown) => exitWith(1, messageOf(error)));
