// Where the topology is built, and how things are called there.
import type { Env } from '#platform/env.ts';

export type Place = Pick<Env, 'AWS_REGION' | 'AWS_ACCOUNT_ID' | 'RESOURCE_PREFIX' | 'ROUTER' | 'EVENT_BUS'>;

/** Of a queue or topic of topology.json. */
export const arnOf = (place: Place, service: 'sqs' | 'sns', name: string): string =>
  `arn:aws:${service}:${place.AWS_REGION}:${place.AWS_ACCOUNT_ID}:${place.RESOURCE_PREFIX}${name}`;
