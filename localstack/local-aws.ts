// Which AWS to run against: the one that is named, one that another terminal runs, or one embedded in this process.
import { isDynoxide } from './dynoxide.ts';
import { embeddedEnv, fixedPorts, type Ports, startEmbeddedAws } from './embedded.ts';
import { namesAws, useEmbeddedAws, useLocalCredentials } from './local-env.ts';
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
 * @throws Error when the endpoints are incomplete, or the embedded AWS cannot start
 */
export const obtainAws = async ({ join, joinOn = fixedPorts, ports }: Options): Promise<LocalAws> => {
  if (namesAws()) return useNamedAws();
  const running = join ? await joinRunningAws(joinOn) : undefined;
  if (running) return running;
  const { env, mailboxUrl, stop } = await startEmbeddedAws({ ports });
  useEmbeddedAws(env);
  return { origin: 'embedded', mailboxUrl, stop };
};

const parts = ['SQS', 'SNS', 'DYNAMODB', 'SESV2'];
const nothingToStop = async (): Promise<void> => undefined;

/** @throws Error when a part is missing: its calls would reach AWS itself */
const useNamedAws = (): LocalAws => {
  const named = (part: string) => process.env.AWS_ENDPOINT_URL || process.env[`AWS_ENDPOINT_URL_${part}`];
  const missing = parts.filter((part) => !named(part)).map((part) => `AWS_ENDPOINT_URL_${part}`);
  if (missing.length > 0)
    throw new Error(`Some AWS endpoints are set, but not ${missing.join(', ')}. Set all of them, or none.`);
  useLocalCredentials();
  return { origin: 'named', mailboxUrl: process.env.AWS_ENDPOINT_URL_SESV2, stop: nothingToStop };
};

const answers = async (url: string): Promise<boolean> => (await probe(url))?.ok ?? false;

/** The embedded AWS of another terminal, if all of its parts answer on these ports. */
const joinRunningAws = async (ports: Ports): Promise<LocalAws | undefined> => {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const messaging = at(ports.messaging);
  const mail = at(ports.mail);
  const named = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  const dynamo = named || at(ports.dynamo);
  const running = await Promise.all([
    answers(`${messaging}/_fauxqs/queues`),
    answers(`${mail}/health-check`),
    named ? true : isDynoxide(dynamo),
  ]);
  if (running.includes(false)) return undefined;
  useEmbeddedAws(embeddedEnv({ messaging, dynamo, mail }));
  return { origin: 'joined', mailboxUrl: mail, stop: nothingToStop };
};
