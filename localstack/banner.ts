// What `npm start` tells the person at the terminal.
import type { Env } from '#platform/env.ts';
import type { LocalAws } from './local-aws.ts';
import { localOperatorToken } from './local-env.ts';

type Started = {
  env: Env;
  aws: Pick<LocalAws, 'origin' | 'mailboxUrl'>;
  services: readonly string[];
  /** Where the HTTP service listens, if it is among them. */
  url: string | undefined;
  /** How workers scale, if they do. */
  scaling?: string | undefined;
  seconds: number;
};

/** A few lines of text, ending in a newline. `variables` is process.env. */
export const banner = (started: Started, variables: Record<string, string | undefined>): string => {
  const rows = [
    ['Services', started.services.join(', ') || 'none'],
    ['Scaling', started.scaling],
    ['AWS', origins[started.aws.origin]],
    ...pages(started),
  ].flatMap(([label, value]) => (value ? [`  ${String(label).padEnd(11)} ${value}`] : []));
  return [
    '',
    `Waybill is ready (${started.seconds.toFixed(1)} s). Ctrl-C stops it.`,
    '',
    ...rows,
    '',
    'The AWS CLI, and services in other terminals, find this AWS after:',
    ...exports(started.env, variables),
    ...cliNote(started.env),
    '',
    '',
  ].join('\n');
};

const origins = {
  named: 'the one that AWS_ENDPOINT_URL names',
  joined: 'the one already running on this machine',
  embedded: 'in this process; its data is gone when it stops',
} as const;

const exported = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_SQS',
  'AWS_ENDPOINT_URL_SNS',
  'AWS_ENDPOINT_URL_EVENTBRIDGE',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL_SESV2',
] as const;

const credentials = (variables: Record<string, string | undefined>): string[] =>
  variables.AWS_ACCESS_KEY_ID === 'local' ? ['AWS_ACCESS_KEY_ID=local', 'AWS_SECRET_ACCESS_KEY=local'] : [];

/** For the AWS CLI, which reads AWS_DEFAULT_REGION, and for services in other terminals, which read AWS_REGION. */
const exports = (env: Env, variables: Record<string, string | undefined>): string[] => {
  const endpoints = exported.flatMap((name) => (env[name] ? [`${name}=${env[name]}`] : []));
  const region = [`AWS_REGION=${env.AWS_REGION}`, `AWS_DEFAULT_REGION=${env.AWS_REGION}`];
  return [...endpoints, [...region, ...credentials(variables)].join(' ')].map((line) => `  export ${line}`);
};

/** Version 1 of the CLI calls AWS's own SQS whatever the variable says. */
const cliNote = (env: Env): string[] => {
  const sqs = env.AWS_ENDPOINT_URL_SQS ?? env.AWS_ENDPOINT_URL;
  return sqs ? [`  aws --endpoint-url ${sqs} sqs list-queues`] : [];
};

const orderCommand = (url: string): string =>
  new URL(url).port === '8080' ? 'npm run order' : `npm run order -- --url ${url}`;

const pages = ({ url, env, aws }: Started): [string, string | false | undefined][] => [
  ['Storefront', url],
  ['Swagger UI', url && `${url}/docs`],
  ['Mailbox', aws.mailboxUrl],
  ['Operator', url && env.OPERATOR_TOKEN === localOperatorToken && `Bearer ${localOperatorToken}`],
  ['Try', url && orderCommand(url)],
];
