// Configuration from the environment: read once, validated once, with a message that names the faulty variable.
import { type Static, Type } from 'typebox';
import { createAjv, describeErrors } from '#contracts/validate.ts';

const Url = Type.String({ format: 'uri' });

const Environment = Type.Object({
  AWS_REGION: Type.String({ default: 'us-east-1' }),
  AWS_ACCOUNT_ID: Type.String({ default: '000000000000', pattern: '^\\d{12}$' }),
  AWS_ENDPOINT_URL: Type.Optional(Url),
  AWS_ENDPOINT_URL_SQS: Type.Optional(Url),
  AWS_ENDPOINT_URL_SNS: Type.Optional(Url),
  AWS_ENDPOINT_URL_DYNAMODB: Type.Optional(Url),
  AWS_ENDPOINT_URL_SESV2: Type.Optional(Url),
  AWS_ENDPOINT_URL_EVENTBRIDGE: Type.Optional(Url),
  RESOURCE_PREFIX: Type.String({
    default: '',
    pattern: '^[A-Za-z0-9_-]{0,40}$',
    description: 'Before each queue, topic and table name',
  }),
  ROUTER: Type.Enum(['sns', 'eventbridge'], {
    default: 'sns',
    description: 'What carries events to their queues',
  }),
  EVENT_BUS: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9._-]{1,256}$',
      description: 'With ROUTER=eventbridge: name of the bus, otherwise RESOURCE_PREFIX and `events`',
    }),
  ),
  AWS_CALLS: Type.Enum(['fast', 'sdk'], {
    default: 'fast',
    description: 'sdk: every call takes the whole way through the SDK',
  }),
  DYNAMODB_WRITES: Type.Enum(['batched', 'single'], {
    default: 'batched',
    description: 'single where an emulator has no PartiQL: a call for each write',
  }),
  METRICS: Type.Enum(['off', 'emf'], { default: 'off', description: 'emf: log lines that CloudWatch reads' }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { default: 'info' }),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Url),
  OTEL_TRACES_SAMPLER_ARG: Type.Number({
    default: 1,
    minimum: 0,
    maximum: 1,
    description: 'Share of the traces',
  }),
  HOST: Type.String({ default: '0.0.0.0' }),
  PORT: Type.Integer({ default: 8080, minimum: 0, maximum: 65535 }),
  HEALTH_PORT: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 65535, description: "For the container's health check" }),
  ),
  TRUST_PROXY: Type.Boolean({ default: false, description: 'true behind a load balancer' }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({ default: 60_000, minimum: 1, description: 'Per client address' }),
  OPERATOR_TOKEN: Type.Optional(Type.String({ minLength: 8, description: 'Opens the operator routes' })),
  CURSOR_SECRET: Type.Optional(Type.String({ minLength: 16, description: 'Signs paging cursors' })),
  CONSUMERS_PER_QUEUE: Type.Integer({ default: 4, minimum: 1, maximum: 32 }),
  RECEIVE_WAIT_SECONDS: Type.Integer({ default: 20, minimum: 1, maximum: 20 }),
  HANDLER_DEADLINE_SECONDS: Type.Integer({ default: 20, minimum: 1, maximum: 600 }),
  DRAIN_SECONDS: Type.Integer({ default: 60, minimum: 1, maximum: 110, description: 'Below stopTimeout' }),
  ORDER_EXPIRES_MINUTES: Type.Integer({
    default: 4_320,
    minimum: 1,
    description: 'From then on an order is cancelled rather than shipped: below the life of an authorization',
  }),
  STALLED_AFTER_SECONDS: Type.Integer({
    default: 300,
    minimum: 1,
    description: 'How long an order may stay in one status; above the backoff of five deliveries',
  }),
  SWEEP_INTERVAL_SECONDS: Type.Integer({ default: 60, minimum: 1 }),
  RECONCILE_INTERVAL_MINUTES: Type.Integer({ default: 60, minimum: 1 }),
  MAIL_FROM: Type.String({ default: 'Waybill <orders@waybill.example>' }),
  MAIL_CONFIGURATION_SET: Type.Optional(
    Type.String({ minLength: 1, description: "SES's rules for the mails, and where it tells of bounces" }),
  ),
  SLACK_WEBHOOK_URL: Type.Optional(
    Type.String({ format: 'uri', pattern: '^https?://', description: 'Takes alarms; a secret' }),
  ),
});

export type Env = Static<typeof Environment>;
export const environmentVariables = Object.keys(Environment.properties);

const validate = createAjv({ coerceTypes: true }).compile<Env>(Environment);

/**
 * The configuration, with defaults filled in; an empty variable counts as not set.
 * @throws Error that names each faulty variable
 */
export const readEnv = (variables: Record<string, string | undefined> = process.env): Env => {
  const given = environmentVariables
    .map((name) => [name, variables[name]] as const)
    .filter(([, value]) => value !== undefined && value !== '');
  const env: unknown = Object.fromEntries(given);
  if (!validate(env)) throw new Error(`Environment: ${describeErrors(validate.errors)}`);
  assertDrainable(env);
  return env;
};

/** waybill-dev- → waybill-dev: the environment as metrics and spans name it, which is as Terraform does. */
export const environmentOf = ({ RESOURCE_PREFIX }: Pick<Env, 'RESOURCE_PREFIX'>): string =>
  RESOURCE_PREFIX.replace(/[-_]+$/, '') || 'local';

/** Seconds for publishing and acknowledging, beyond what a long poll and a handler may take. */
const settleSeconds = 10;

/** The last long poll may bring work just before it ends, and that work may take its whole deadline. */
const assertDrainable = (env: Env): void => {
  const needed = env.RECEIVE_WAIT_SECONDS + env.HANDLER_DEADLINE_SECONDS + settleSeconds;
  if (env.DRAIN_SECONDS < needed)
    throw new Error(
      `Environment: DRAIN_SECONDS is ${env.DRAIN_SECONDS}, but a drain may take RECEIVE_WAIT_SECONDS + HANDLER_DEADLINE_SECONDS + ${settleSeconds} = ${needed}`,
    );
};
