// What one receive brought, up to ten messages: handled side by side, kept invisible meanwhile, then settled.
// Returns the messages to acknowledge; the consumer deletes exactly those.
import type { Message } from '@aws-sdk/client-sqs';
import type { Timers } from '#platform/timers.ts';
import type { Disposition } from './deliver.ts';
import { type Delivered, type SettleDeps, settle } from './settle.ts';
import type { Delivery, Stragglers } from './stragglers.ts';
import { keepInvisible } from './visibility.ts';

type ReceiveDeps = SettleDeps & {
  deliver: (message: Message) => Promise<Disposition>;
  stragglers: Stragglers;
};

/** A receive that is not done by then goes on without its stragglers. */
const patienceMs = 1_000;

export const createProcessReceive =
  (deps: ReceiveDeps) =>
  async (received: Message[]): Promise<Message[]> => {
    const messages = withoutRepetitions(received);
    const heartbeat = keepInvisible(deps, messages);
    const deliveries = messages.map((message) => ({ message, disposition: deps.deliver(message) }));
    const limitMs = deps.stragglers.hasRoomFor(messages.length) ? patienceMs : undefined;
    const delivered = await deliveredWithin(deps.timers, deliveries, limitMs);
    // Before anything is settled: a late beat must not overwrite the visibility that settling sets.
    await heartbeat.stop();
    const prompt = new Set(delivered.map(({ message }) => message));
    for (const delivery of deliveries) if (!prompt.has(delivery.message)) deps.stragglers.take(delivery);
    return settle(deps, delivered);
  };

/** A message can come twice in one receive; two entries of one id would fail the whole batch of deletes. */
const withoutRepetitions = (messages: Message[]): Message[] => [
  ...new Map(messages.map((message) => [message.MessageId, message])).values(),
];

/** What is delivered after `limitMs`, or everything, whichever comes first; without a limit, everything. */
const deliveredWithin = async (
  timers: Timers,
  deliveries: readonly Delivery[],
  limitMs: number | undefined,
): Promise<Delivered[]> => {
  const delivered: Delivered[] = [];
  const all = Promise.all(
    deliveries.map(async ({ message, disposition }) => {
      delivered.push({ message, disposition: await disposition });
    }),
  );
  const limit = Promise.withResolvers<void>();
  const timer = limitMs === undefined ? undefined : timers.after(limitMs, limit.resolve);
  await Promise.race([all, limit.promise]);
  timer?.cancel();
  return [...delivered];
};
