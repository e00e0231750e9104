// Records with an order's mail that it bounced, was complained about, or was rejected: whoever looks at the order sees it.
import type { Emission } from '#contracts/events.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { HandlerContext } from '#messaging/handler.ts';
import { type MailEvent, readMailEvent } from './mail-event.ts';
import type { MailStore } from './mail-store.ts';

/** Of several events of one mail the last one stays. @throws RetryLater while the mail is not marked as sent yet */
export const createRecordUndelivered =
  ({ markUndelivered }: Pick<MailStore, 'markUndelivered'>) =>
  async (event: MailEvent, { log }: HandlerContext): Promise<readonly Emission[]> => {
    const { key, undelivered } = readMailEvent(event);
    const what = `The ${key.kind} mail of order ${key.orderId}`;
    const found = await markUndelivered(key, undelivered);
    if (found === 'beingSent')
      throw new RetryLater(`${what} ${undelivered.how}, and is not marked as sent yet`);
    if (found === 'unknown') throw new Permanent(`${what} ${undelivered.how}, and was never sent from here`);
    log.warn({ orderId: key.orderId, mail: key.kind, ...undelivered }, 'mail did not arrive');
    return [];
  };
