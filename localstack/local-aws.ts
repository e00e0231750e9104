// Which AWS to run against: the one that is named, one that another terminal runs, or one embedded in this process.
import { setTimeout as delay } from 'node:timers/promises';
import { type Env, readEnv } from '#platform/env.ts';
import { isDynoxide } from './dynoxide.ts';
import { embeddedEnv, fixedPorts, type Ports, startEmbeddedAws } from './embedded.ts';
import { namesAws, useEmbeddedAws, useLocalCredentials } from './local-env.ts';
import { isFree } from './ports.ts';
import { probe } from './probe.ts';

export type LocalAws = {
  origin: 'named' | 'joined' | 'embedded';
  mailboxUrl: string | undefined;
  stop: () => Promise<void>;
};

/** `join`: rather than an AWS of its own, take one that runs on `joinOn`. `ports`: where its own listens. */
type Options = { join: boolean; joinOn?: Ports; ports: 'fixed' | 'free' };

/**
 * Finds or starts an AWS, and points this process's environment at it.
 * @throws Error when the endpoints are incomplete, the embedded AWS cannot start, or has not the router that is asked for
 */
export const obtainAws = async ({ join, joinOn = fixedPorts, ports }: Options): Promise<LocalAws> => {
  const { ROUTER } = readEnv();
  if (namesAws()) return useNamedAws(ROUTER);
  if (ROUTER === 'eventbridge') throw new Error(noEventBridge);
  const running = join && ports === 'fixed' ? await joinRunningAws(joinOn) : undefined;
  if (running) return running;
  const { env, mailboxUrl, stop } = await startEmbeddedAws({ ports });
  useEmbeddedAws(env);
  return { origin: 'embedded', mailboxUrl, stop };
};

const noEventBridge =
  'ROUTER=eventbridge, but the embedded AWS has no EventBridge. `ROUTER=eventbridge docker compose up -d --wait` runs on ' +
  'LocalStack, which has; so has what AWS_ENDPOINT_URL may name. Or leave ROUTER out: events then go over SNS.';

/** What the services call, with each router. */
const parts = {
  sns: ['SQS', 'SNS', 'DYNAMODB', 'SESV2'],
  eventbridge: ['SQS', 'EVENTBRIDGE', 'DYNAMODB', 'SESV2'],
};
const nothingToStop = async (): Promise<void> => undefined;

/** @throws Error when a part is missing: its calls would reach AWS itself */
const useNamedAws = (router: Env['ROUTER']): LocalAws => {
  const named = (part: string) => process.env.AWS_ENDPOINT_URL || process.env[`AWS_ENDPOINT_URL_${part}`];
  const missing = parts[router].filter((part) => !named(part)).map((part) => `AWS_ENDPOINT_URL_${part}`);
  if (missing.length > 0)
    throw new Error(`Some AWS endpoints are set, but not ${missing.join(', ')}. Set all of them, or none.`);
  useLocalCredentials();
  return { origin: 'named', mailboxUrl: process.env.AWS_ENDPOINT_URL_SESV2, stop: nothingToStop };
};

const answers = async (url: string): Promise<boolean> => (await probe(url))?.ok ?? false;

/** A busy machine may need a moment to answer: ten looks, each of a second at most. */
const looks = { count: 10, pauseMs: 300 };

/**
 * The embedded AWS of another terminal; undefined when its ports are free.
 * @throws Error when something else is there: services on an AWS of their own would be apart from the others, unseen
 */
const joinRunningAws = async (ports: Ports): Promise<LocalAws | undefined> => {
  const named = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const needed = named ? [ports.messaging, ports.mail] : [ports.messaging, ports.dynamo, ports.mail];
  const free = await Promise.all(needed.map(isFree));
  if (!free.includes(false)) return undefined;
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const urls = { messaging: at(ports.messaging), dynamo: named || at(ports.dynamo), mail: at(ports.mail) };
  for (let look = 0; look < looks.count; look += 1) {
    if (await isRunning(urls, Boolean(named))) {
      useEmbeddedAws(embeddedEnv(urls));
      return { origin: 'joined', mailboxUrl: urls.mail, stop: nothingToStop };
    }
    await delay(looks.pauseMs);
  }
  throw new Error(
    `Of the ports ${needed.join(', ')} some are taken, but no Waybill AWS answers on all of them. ` +
      'Stop what listens there, or set AWS_ENDPOINT_URL_SQS, _SNS, _DYNAMODB and _SESV2, or add --free-ports for an AWS apart.',
  );
};

const isRunning = async (
  urls: { messaging: string; dynamo: string; mail: string },
  isDynamoNamed: boolean,
): Promise<boolean> => {
  const running = await Promise.all([
    answers(`${urls.messaging}/_fauxqs/queues`),
    answers(`${urls.mail}/health-check`),
    isDynamoNamed || isDynoxide(urls.dynamo),
  ]);
  return !running.includes(false);
};
