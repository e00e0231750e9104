// The AWS of a benchmark: SQS, SNS, SES and DynamoDB emulators, empty, in a process of their own.
import { startEmbeddedAws } from '../../localstack/embedded.ts';
import { answerCalls, type Helper, startHelper } from './helper-process.ts';

const methods = {
  /** Resolves with the endpoints, as environment variables. */
  start: async () => (await startEmbeddedAws({ ports: 'free' })).env,
};

export type Emulators = { endpoints: Record<string, string>; stop: Helper<typeof methods>['stop'] };

export const startEmulators = async (): Promise<Emulators> => {
  const helper = startHelper<typeof methods>(import.meta.filename);
  return { endpoints: await helper.call('start'), stop: helper.stop };
};

if (import.meta.main) answerCalls(methods);
