// Messages whose handlers take long. Their consumer receives on without them, so that a slow message delays nobody; they
// are kept invisible, settled and acknowledged here. Bounded: beyond `max`, a receive waits for its own.
import type { Message } from '@aws-sdk/client-sqs';
import type { Batcher } from '#platform/batcher.ts';
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

type StragglerDeps = SettleDeps & { acknowledger: Batcher<Message> };

export const createStragglers = (deps: StragglerDeps, max: number): Stragglers => {
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

const finish = async (deps: StragglerDeps, { message, disposition }: Delivery): Promise<void> => {
  const heartbeat = keepInvisible(deps, [message]);
  const delivered = { message, disposition: await disposition };
  await heartbeat.stop();
  for (const done of await settle(deps, [delivered])) await acknowledge(deps, done);
};

const acknowledge = async ({ acknowledger, log }: StragglerDeps, message: Message): Promise<void> => {
  try {
    await acknowledger.add(message);
  } catch (error) {
    log.warn({ err: error, messageId: message.MessageId }, 'not acknowledged: will be delivered again');
  }
};
