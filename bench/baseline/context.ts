// What every service of the textbook pipeline is given: configuration, keep-alive clients, a log, and names by prefix.
import { type Logger, pino } from 'pino';
import { type Aws, createAws } from '#platform/aws.ts';
import type { Env } from '#platform/env.ts';
import type { ServiceName, TableName, TopicName } from './topology.ts';

export type Context = {
  env: Env;
  aws: Aws;
  log: Logger;
  tableName: (table: TableName) => string;
  topicArn: (topic: TopicName) => string;
};

/** `stop` resolves when nothing is in flight any more; `url` is where the HTTP one listens. */
export type Running = { stop: () => Promise<void>; url?: string };

export const createContext = (env: Env, service: ServiceName): Context => ({
  env,
  aws: createAws(env),
  log: pino({ level: env.LOG_LEVEL, base: { service }, formatters: { level: (level) => ({ level }) } }),
  tableName: (table) => env.RESOURCE_PREFIX + table,
  topicArn: (topic) => `arn:aws:sns:${env.AWS_REGION}:${env.AWS_ACCOUNT_ID}:${env.RESOURCE_PREFIX}${topic}`,
});
