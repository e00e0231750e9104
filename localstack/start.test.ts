// `npm start` as a process: what it says, which signals and faults end it, and how.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { isDynoxide } from './dynoxide.ts';

const own = Object.entries(process.env).filter(([name]) => !/^(AWS_|PORT$|LOG_LEVEL$)/.test(name));
const killed: (() => void)[] = [];
afterEach(() => {
  for (const kill of killed.splice(0)) kill();
});

/** `node localstack/start.ts …` with these variables and none of the AWS's. */
const start = (args: string[], variables: Record<string, string> = {}) => {
  const env = { ...Object.fromEntries(own), ...variables };
  const child = spawn(process.execPath, ['localstack/start.ts', ...args], { env });
  killed.push(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const closed = once(child, 'close') as Promise<[number | null]>;
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ended: closed.then(([exitCode]) => ({ exitCode, output })),
    /** The variables that the banner exports, once it is there. */
    ready: async () => {
      const banner = () => expect(output).toMatch(/is ready[\s\S]+export AWS_REGION.*\n/);
      await vi.waitFor(banner, { timeout: 15_000, interval: 20 });
      return Object.fromEntries(
        [...output.matchAll(/(AWS_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
      );
    },
  };
};

it('runs an AWS that services in other processes use, until a signal', { timeout: 40_000 }, async () => {
  const aws = start(['--no-services', '--free-ports']);
  const variables = await aws.ready();
  expect(variables).toMatchObject({ AWS_ACCESS_KEY_ID: 'local', AWS_DEFAULT_REGION: 'us-east-1' });
  const dynamoUrl = variables.AWS_ENDPOINT_URL_DYNAMODB;

  const payment = start(['payment'], variables);
  expect(await payment.ready()).toEqual(variables);
  payment.kill('SIGTERM');
  expect(await payment.ended).toMatchObject({ exitCode: 0, output: expect.stringContaining('"drained"') });
  expect(await isDynoxide(dynamoUrl)).toBe(true);

  aws.kill('SIGINT');
  expect(await aws.ended).toMatchObject({ exitCode: 0 });
  expect(await isDynoxide(dynamoUrl)).toBe(false);
});

it('says that a PORT which was asked for is taken, and exits with 1', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const { port } = occupant.address() as AddressInfo;
  const { ended } = start(['--free-ports'], { PORT: String(port) });
  expect(await ended).toEqual({
    exitCode: 1,
    output: `PORT=${port} is taken: stop what listens there, or set another PORT, or none.\n`,
  });
  occupant.close();
});

it('names the faulty variable, and exits with 1', async () => {
  const { ended } = start(['--free-ports'], { DRAIN_SECONDS: 'soon' });
  expect(await ended).toEqual({
    exitCode: 1,
    output: expect.stringMatching(/^Environment: \/DRAIN_SECONDS must be integer/),
  });
});

it('lists the services when it does not know one, and exits with 2', async () => {
  const { ended } = start(['paymnt']);
  expect(await ended).toEqual({
    exitCode: 2,
    output: expect.stringMatching(/^No such service: paymnt. Give one or more of: orders-api, /),
  });
});
