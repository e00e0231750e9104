// Which AWS a command talks to: decided from flags and environment, so that nobody redrives production by mistake. Pure.
import { Fault, type LocalEndpoints } from './terminal.ts';

type Variables = Record<string, string | undefined>;

export type Target = {
  /** `guessed`: AWS itself, only because there are credentials for it. */
  kind: 'local' | 'named' | 'aws' | 'guessed';
  /** What to tell of it; of AWS itself, the account is not known yet. */
  label: string;
  /** Variables to set, and those that would get in the way. */
  set: Record<string, string>;
  unset: string[];
};

/** `environment`: one of infra/environments, as it is deployed. */
export type TargetFlags = { local: boolean; aws: boolean; environment?: string | undefined };

/** To be spread into the options of a command's parseArgs. */
export const targetFlags = {
  local: { type: 'boolean', default: false },
  aws: { type: 'boolean', default: false },
  environment: { type: 'string' },
} as const;

const endpointNames = ['', '_SQS', '_SNS', '_DYNAMODB', '_SESV2'].map((part) => `AWS_ENDPOINT_URL${part}`);

/** Where credentials can come from without asking the network. */
const credentialNames = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

const localKeys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

/**
 * A flag decides; else an endpoint that the environment names; else credentials for AWS; else the Waybill on this machine.
 * @throws Fault when flags and environment contradict each other
 */
export const chooseTarget = (flags: TargetFlags, variables: Variables, local: LocalEndpoints): Target => {
  const named = endpointNames.filter((name) => variables[name]);
  const hasCredentials = credentialNames.some((name) => variables[name]);
  const replacesDynamo = named.length === 1 && named[0] === 'AWS_ENDPOINT_URL_DYNAMODB';
  const meansAws = flags.aws || flags.environment !== undefined;
  if (flags.local && meansAws)
    throw new Fault(`--local or ${flags.aws ? '--aws' : '--environment'}, not both`);
  if (flags.local) return localTarget(local, { ...variables, AWS_ENDPOINT_URL_DYNAMODB: undefined });
  if (flags.aws && named.length > 0)
    throw new Fault(`--aws means AWS itself, but ${named.join(', ')} is set: unset it, or leave out --aws`);
  if (meansAws && named.length === 0) return awsTarget('aws', variables);
  if (replacesDynamo && !hasCredentials && !meansAws) return localTarget(local, variables);
  if (named.length > 0) return namedTarget(variables, hasCredentials);
  return hasCredentials ? awsTarget('guessed', variables) : localTarget(local, variables);
};

/** A profile would override the keys, a session token would not fit them. */
const localTarget = (local: LocalEndpoints, variables: Variables): Target => ({
  kind: 'local',
  label: `AWS: ${local.messaging} (local)${prefixOf(variables)}`,
  set: {
    ...localKeys,
    AWS_REGION: 'us-east-1',
    AWS_ENDPOINT_URL_SQS: local.messaging,
    AWS_ENDPOINT_URL_SNS: local.messaging,
    AWS_ENDPOINT_URL_DYNAMODB: variables.AWS_ENDPOINT_URL_DYNAMODB || local.dynamo,
  },
  unset: ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL'],
});

/** @throws Fault when a part is missing: its calls would reach AWS itself */
const namedTarget = (variables: Variables, hasCredentials: boolean): Target => {
  const endpoint = (part: string) => variables[`AWS_ENDPOINT_URL_${part}`] || variables.AWS_ENDPOINT_URL;
  const missing = ['SQS', 'DYNAMODB'].filter((part) => !endpoint(part));
  if (missing.length > 0)
    throw new Fault(
      `Some AWS endpoints are set, but not AWS_ENDPOINT_URL_${missing.join(', AWS_ENDPOINT_URL_')}: ` +
        'those calls would reach AWS itself. Set all, or none',
    );
  const sqs = endpoint('SQS') ?? '';
  return {
    kind: 'named',
    label: `AWS: ${sqs}${isLoopback(sqs) ? ' (local)' : ''}${prefixOf(variables)}`,
    set: hasCredentials ? {} : localKeys,
    unset: [],
  };
};

const isLoopback = (url: string): boolean =>
  URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

const awsTarget = (kind: 'aws' | 'guessed', variables: Variables): Target => ({
  kind,
  label: `AWS: ${variables.AWS_REGION || 'us-east-1'}${prefixOf(variables)}`,
  set: {},
  unset: [],
});

/** Several environments can share an account: which one it is matters most of all. */
const prefixOf = ({ RESOURCE_PREFIX }: Variables): string =>
  RESOURCE_PREFIX ? `, resources ${RESOURCE_PREFIX}*` : '';
