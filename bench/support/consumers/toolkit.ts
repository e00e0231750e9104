// @message-queue-toolkit/sqs, with its defaults or with what it can be told to do at once. It validates by a zod schema,
// which is all that it takes. A class, because it is used by extending one.
import type { SQSClient } from '@aws-sdk/client-sqs';
import { MessageHandlerConfigBuilder } from '@message-queue-toolkit/core';
import { AbstractSqsConsumer } from '@message-queue-toolkit/sqs';
import { z } from 'zod';
import { type Contender, consumedType } from './contender.ts';

const schema = z.object({
  id: z.string(),
  type: z.literal(consumedType),
  subject: z.string(),
  time: z.string(),
  data: z.looseObject({ amount: z.number().int(), currency: z.string() }),
});
type Message = z.infer<typeof schema>;

type Pace = { consumers: number; batchSize: number };

const silent = () => undefined;
const logger = {
  level: 'silent',
  msgPrefix: undefined,
  ...{ fatal: silent, error: silent, warn: silent, info: silent, debug: silent, trace: silent, silent },
};
const dependencies = {
  logger: { ...logger, child: () => logger, isLevelEnabled: () => false } as never,
  errorReporter: { report: silent },
  consumerErrorResolver: { processError: (error: unknown) => error as never },
  transactionObservabilityManager: {
    start: silent,
    startWithGroup: silent,
    stop: silent,
    addCustomAttributes: silent,
  },
};

class NoOpConsumer extends AbstractSqsConsumer<Message, undefined> {
  constructor(sqsClient: SQSClient, queueUrl: string, handled: () => void, { consumers, batchSize }: Pace) {
    const handlers = new MessageHandlerConfigBuilder<Message, undefined>()
      .addConfig(schema, async () => {
        handled();
        return { result: 'success' };
      })
      .build();
    const options = {
      handlers,
      messageTypeResolver: { messageTypePath: 'type' },
      messageTimestampField: 'time',
      locatorConfig: { queueUrl },
      concurrentConsumersAmount: consumers,
      consumerOverrides: { batchSize },
    };
    super({ sqsClient, ...dependencies }, options, undefined);
  }
}

const paced = (pace: Pace): Contender => ({
  start: ({ sqs, queueUrl, handled }) => new NoOpConsumer(sqs, queueUrl, handled, pace).start(),
});

export const byDefault = paced({ consumers: 1, batchSize: 1 });
export const atFullPace = paced({ consumers: 2, batchSize: 10 });
