// An AWS of our own without Docker or an account: SQS, SNS and SES in this process, DynamoDB in a child.
import { type MessageSpyReader, startFauxqs } from 'fauxqs';
import { startTogether, stopAll } from '#platform/shutdown.ts';
import { startDynoxide } from './dynoxide.ts';
import { startMailbox } from './mailbox.ts';
import { isFree } from './ports.ts';

export type Ports = { messaging: number; dynamo: number; mail: number };

/** Where a second terminal, and the AWS CLI, look for it. */
export const fixedPorts: Ports = { messaging: 4566, dynamo: 8000, mail: 8005 };

/** How many of the latest messages the spy remembers. */
const spiedMessages = 5_000;

export type EmbeddedAws = {
  /** What the SDK and the services read: endpoints, region, account, credentials. */
  env: Record<string, string>;
  /** Sees each message that SQS and SNS take, deliver and dead-letter: wait on it instead of sleeping. */
  spy: MessageSpyReader;
  /** The page with the mails; `/store` under it has them as JSON. */
  mailboxUrl: string;
  stop: () => Promise<void>;
};

type EmbeddedOptions = {
  /** Ports to prefer, by default `fixed` ones; another where one is taken. `free`: any. */
  ports?: Ports | 'fixed' | 'free';
  /** A DynamoDB that is already there; by default AWS_ENDPOINT_URL_DYNAMODB. */
  dynamoUrl?: string | undefined;
  /** The address that mailbox and DynamoDB listen on, by default that of this machine alone. */
  host?: string;
};

/** Region and account are the emulators' own; the credentials are for nobody. */
export const embeddedEnv = (urls: { messaging: string; dynamo: string; mail: string }) => ({
  AWS_ENDPOINT_URL_SQS: urls.messaging,
  AWS_ENDPOINT_URL_SNS: urls.messaging,
  AWS_ENDPOINT_URL_DYNAMODB: urls.dynamo,
  AWS_ENDPOINT_URL_SESV2: urls.mail,
  AWS_REGION: 'us-east-1',
  AWS_ACCOUNT_ID: '000000000000',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});

/**
 * Starts all of it, empty. The caller provisions it.
 * @throws Error when one part cannot start, after stopping the others
 */
export const startEmbeddedAws = async (options: EmbeddedOptions = {}): Promise<EmbeddedAws> => {
  const { ports = 'fixed', host = '127.0.0.1', dynamoUrl = process.env.AWS_ENDPOINT_URL_DYNAMODB } = options;
  const preferred = ports === 'fixed' ? fixedPorts : ports === 'free' ? undefined : ports;
  const messaging = startMessaging(preferred?.messaging);
  const mailbox = startMailbox(preferred?.mail, host);
  const dynamo = dynamoUrl
    ? Promise.resolve({ url: dynamoUrl, stop: async () => undefined })
    : startDynoxide(preferred?.dynamo, { host });
  const parts = await startTogether<{ stop: () => Promise<unknown> }>([messaging, mailbox, dynamo]);
  const { url, spy } = await messaging;
  const mailboxUrl = (await mailbox).url;
  return {
    env: embeddedEnv({ messaging: url, dynamo: (await dynamo).url, mail: mailboxUrl }),
    spy,
    mailboxUrl,
    stop: () => stopAll(parts),
  };
};

const startMessaging = async (preferred?: number) => {
  const port = preferred !== undefined && (await isFree(preferred)) ? preferred : 0;
  const server = await startFauxqs({ port, logger: false, messageSpies: { bufferSize: spiedMessages } });
  return { url: `http://127.0.0.1:${server.port}`, spy: server.spy, stop: () => server.stop() };
};
