// The textbook pipeline, one service a process: `node bench/baseline/main.ts payment`. Configured as Waybill is.
import { readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { type Context, createContext, type Running } from './context.ts';
import { type ServiceName, serviceNames } from './topology.ts';

type Service = { start: (context: Context) => Promise<Running> };

/** Loaded only when started. */
const services: Record<ServiceName, () => Promise<Service>> = {
  'orders-api': () => import('./orders-api.ts'),
  orders: () => import('./orders.ts'),
  payment: () => import('./payment.ts'),
  inventory: () => import('./inventory.ts'),
  shipping: () => import('./shipping.ts'),
  notification: () => import('./notification.ts'),
};

/** `stop` also closes the context's clients. */
export const startService = async (name: ServiceName, context: Context): Promise<Running> => {
  const { start } = await services[name]();
  const running = await start(context);
  context.log.info({ url: running.url }, 'started');
  return {
    ...running,
    stop: async () => {
      await running.stop();
      context.aws.close();
      context.log.info('stopped');
    },
  };
};

const isService = (name: string | undefined): name is ServiceName =>
  serviceNames.some((service) => service === name);

const main = async (): Promise<void> => {
  const name = process.argv[2];
  if (!isService(name)) throw new Error(`Which service? One of: ${serviceNames.join(', ')}.`);
  const stopping = new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
  });
  const running = await startService(name, createContext(readEnv(), name));
  await stopping;
  await running.stop();
};

if (import.meta.main)
  await main().catch((error: unknown) => {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exit(1);
  });
