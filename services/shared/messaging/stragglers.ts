// Messages whose handlers take long. Their consumer receives on without them, so that a slow message delays nobody; they
// are kept invisible, settled and acknowledged here, each on its own. Bounded: beyond `max`, a receive waits for its own.
import { DeleteMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { Disposition } from './deliver.ts';
import { type SettleDeps, settle } from './settle.ts';
import { keepInvisible } from './visibility.ts';

/** A delivery under way. */
export type Delivery = { message: Message; disposition: Promise<Disposition> };

export type Stragglers = {
  hasRoomFor: (count: number) => boolean;
  take: (delivery: Delivery) => void;
  /** Resolves when all that were taken are settled. */
  drain: () => Promise<void>;
};

export const createStragglers = (deps: SettleDeps, max: number): Stragglers => {
  const underWay = new Set<Promise<void>>();
  return {
    hasRoomFor: (count) => underWay.size + count <= max,
    take: (delivery) => {
      const finishing = finish(deps, delivery).finally(() => underWay.delete(finishing));
      underWay.add(finishing);
    },
    drain: async () => {
      await Promise.all(underWay);
    },
  };
};

const finish = async (deps: SettleDeps, { message, disposition }: Delivery): Promise<void> => {
  const heartbeat = keepInvisible(deps, [message]);
  const delivered = { message, disposition: await disposition };
  await heartbeat.stop();
  for (const done of await settle(deps, [delivered])) await acknowledge(deps, done);
};

const acknowledge = async (
  { sqs, queueUrl, log }: SettleDeps,
  { ReceiptHandle, MessageId }: Message,
): Promise<void> => {
  try {
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  } catch (error) {
    log.warn({ err: error, messageId: MessageId }, 'not acknowledged: will be delivered again');
  }
};
