// A system in containers of its own: the images of these sources, brought up by compose on free ports.
import { anyFreePort } from '../../../localstack/ports.ts';
import { docker } from './compose.ts';

/** Which AWS plays along: the emulator that compose.yaml names, or the one that `npm start` embeds, in a container. */
export type Emulator = 'named' | 'embedded';

export type Stack = {
  waybillUrl: string;
  /** Endpoints of its AWS. */
  aws: Record<string, string>;
  mailUrl: string;
  compose: (...args: string[]) => Promise<string>;
  down: () => Promise<void>;
};

export const serviceImage = 'waybill-test';

const files = { named: 'compose.yaml', embedded: 'compose.yaml:compose.embedded.yaml' };

/** Resolves when every container is healthy. @throws Error with the end of the logs when one is not */
export const startStack = async (
  emulator: Emulator,
  variables: Record<string, string> = {},
): Promise<Stack> => {
  const free = await Promise.all(Array.from({ length: 4 }, anyFreePort));
  const [waybill, messaging, dynamo, mail] = free.map(String) as [string, string, string, string];
  const compose = (...args: string[]) =>
    docker(['compose', ...args], {
      COMPOSE_FILE: files[emulator],
      COMPOSE_PROJECT_NAME: `waybill-test-${process.pid}`,
      WAYBILL_IMAGE: serviceImage,
      WAYBILL_LOCAL_IMAGE: `${serviceImage}-local`,
      WAYBILL_PORT: waybill,
      AWS_PORT: messaging,
      DYNAMODB_PORT: dynamo,
      MAIL_PORT: mail,
      LOG_LEVEL: 'info',
      RECEIVE_WAIT_SECONDS: '1',
      ...variables,
    });
  const down = async () => {
    await compose('down', '--volumes', '--timeout', '10');
  };
  await compose('up', '--detach', '--wait').catch(async (cause: unknown) => {
    const logs = await compose('logs', '--tail', '20');
    await down();
    throw new Error(`docker compose up --wait failed:\n${logs}`, { cause });
  });
  const local = (port: string) => `http://127.0.0.1:${port}`;
  return {
    waybillUrl: local(waybill),
    aws: {
      AWS_ENDPOINT_URL: local(messaging),
      ...(emulator === 'embedded' && { AWS_ENDPOINT_URL_DYNAMODB: local(dynamo) }),
    },
    mailUrl: local(mail),
    compose,
    down,
  };
};
