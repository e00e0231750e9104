// The routers that a test can run on: SNS wherever there is an AWS, EventBridge on an emulator that has it.
import { randomUUID } from 'node:crypto';

type RouterUnderTest = {
  /** Ends `over …`. */
  title: string;
  /** The test is skipped, and so counted, where what it needs is not there. */
  missing: boolean;
  /** For `startTestAws`: SNS, SQS and EventBridge of the emulator, tables and mails of the embedded AWS. */
  variables: () => Record<string, string>;
};

const endpoint = process.env.AWS_CONFORMANCE_URL;
const unnamed = 'an AWS that AWS_CONFORMANCE_URL names: it is not set';

/** Under a prefix of its own, so that it meets nobody. */
const emulated = (ROUTER: 'sns' | 'eventbridge') => () => ({
  ROUTER,
  AWS_ENDPOINT_URL_SQS: String(endpoint),
  AWS_ENDPOINT_URL_SNS: String(endpoint),
  AWS_ENDPOINT_URL_EVENTBRIDGE: String(endpoint),
  AWS_ACCOUNT_ID: process.env.AWS_CONFORMANCE_ACCOUNT_ID ?? '000000000000',
  RESOURCE_PREFIX: `rt-${randomUUID().slice(0, 8)}-`,
});

const embedded: RouterUnderTest = { title: 'SNS, embedded', missing: false, variables: () => ({}) };

const onEndpoint: readonly RouterUnderTest[] = [
  { title: `SNS of ${endpoint ?? unnamed}`, missing: !endpoint, variables: emulated('sns') },
  { title: `EventBridge of ${endpoint ?? unnamed}`, missing: !endpoint, variables: emulated('eventbridge') },
];

export const routers: readonly RouterUnderTest[] =
  process.env.AWS_CONFORMANCE_ONLY === 'true' ? onEndpoint : [embedded, ...onEndpoint];
