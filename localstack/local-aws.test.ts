// Which AWS `npm start` takes: a named one, a running one, or its own.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type EmbeddedAws, startEmbeddedAws } from './embedded.ts';
import { obtainAws } from './local-aws.ts';
import { anyFreePort } from './ports.ts';

const portOf = (url: string | undefined) => Number(new URL(String(url)).port);

let other: EmbeddedAws;
let before: NodeJS.ProcessEnv;
beforeEach(async () => {
  before = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  other = await startEmbeddedAws({ ports: 'free' });
});
afterEach(async () => {
  process.env = before;
  await other.stop();
});

const portsOf = ({ env }: EmbeddedAws) => ({
  messaging: portOf(env.AWS_ENDPOINT_URL_SQS),
  dynamo: portOf(env.AWS_ENDPOINT_URL_DYNAMODB),
  mail: portOf(env.AWS_ENDPOINT_URL_SESV2),
});

it('joins an AWS that runs already, and leaves it running', async () => {
  const aws = await obtainAws({ join: true, joinOn: portsOf(other), ports: 'fixed' });
  expect(aws).toMatchObject({ origin: 'joined', mailboxUrl: other.mailboxUrl });
  expect(process.env).toMatchObject(other.env);
  await aws.stop();
  expect((await fetch(other.mailboxUrl)).ok).toBe(true);
});

it('does not start one apart when only a part of the running one answers', async () => {
  const joinOn = { ...portsOf(other), dynamo: await anyFreePort() };
  const refused = obtainAws({ join: true, joinOn, ports: 'fixed' });
  await expect(refused).rejects.toThrow('no Waybill AWS answers');
});

it('starts its own when nothing is on the ports', async () => {
  const [messaging, dynamo, mail] = await Promise.all([anyFreePort(), anyFreePort(), anyFreePort()]);
  const aws = await obtainAws({ join: true, joinOn: { messaging, dynamo, mail }, ports: 'fixed' });
  expect(aws.origin).toBe('embedded');
  await aws.stop();
});

it('uses the endpoints that are named', async () => {
  Object.assign(process.env, other.env);
  const aws = await obtainAws({ join: false, ports: 'free' });
  expect(aws).toMatchObject({ origin: 'named', mailboxUrl: other.mailboxUrl });
});

it('does not embed an AWS for a router that it has not, and names the way out', async () => {
  vi.stubEnv('ROUTER', 'eventbridge');
  const refused = obtainAws({ join: false, ports: 'free' });
  await expect(refused).rejects.toThrow(/has no EventBridge.*ROUTER=eventbridge docker compose up/);
});

it('asks for the endpoint of the router that is used', async () => {
  Object.assign(process.env, other.env);
  vi.stubEnv('ROUTER', 'eventbridge');
  const refused = obtainAws({ join: false, ports: 'free' });
  await expect(refused).rejects.toThrow('not AWS_ENDPOINT_URL_EVENTBRIDGE.');
});

it('refuses endpoints that leave some calls to AWS itself', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', 'http://127.0.0.1:4566');
  vi.stubEnv('AWS_ENDPOINT_URL_SNS', 'http://127.0.0.1:4566');
  const refused = obtainAws({ join: false, ports: 'free' });
  await expect(refused).rejects.toThrow('AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_SESV2');
});
