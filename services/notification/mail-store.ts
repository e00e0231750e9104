// NotificationsTable: who sends which mail, and what was sent. Each step is one conditional write; one that finds another
// than it thought looks at what is there, and decides again.
import type { MailClaim, MailKind, MailRecord, SentMail, Undelivered } from '#contracts/mail-record.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { Changed, Tables } from '#platform/tables.ts';
import { isFree, type Standing, standingOf } from './claim.ts';

export type MailKey = { orderId: string; kind: MailKind };

export type MailStore = {
  /** Claims a mail that nobody has sent, or is sending at `now` (milliseconds since the epoch). */
  claim: (key: MailKey, claim: MailClaim, now: number) => Promise<Standing>;
  /** Records that the mail went out, whoever holds the claim by now; a mail that was marked before stays as it is. */
  markSent: (key: MailKey, claim: MailClaim, sent: SentMail) => Promise<void>;
  /** Frees the mail for the next delivery; leaves a claim alone that another delivery has taken over. */
  release: (key: MailKey, claim: MailClaim) => Promise<void>;
  /** Records what became of a mail that went out; where none did, says what is known of it. */
  markUndelivered: (key: MailKey, undelivered: Undelivered) => Promise<'marked' | 'beingSent' | 'unknown'>;
};

type Entry = MailClaim | SentMail | undefined;

const table = 'NotificationsTable';

/** Deliveries of one mail that meet: each lost race reads what the winner wrote. */
const maxRaces = 3;

export const createMailStore = ({ insert, update }: Tables): MailStore => {
  /** Writes `next` in the place of `entry`, if that is still there. */
  const replace = ({ orderId, kind }: MailKey, entry: Entry, next: Entry): Promise<Changed<MailRecord>> =>
    update(table, orderId, { when: whileIs(kind, entry), set: { [kind]: next } });

  return {
    claim: async (key, claim, now) => {
      const { orderId, kind } = key;
      const first = await insert<MailRecord>(table, { orderId, [kind]: claim });
      if (first.applied) return 'claimed';
      const entry = first.item[kind];
      if (!isFree(entry, now)) return standingOf(entry, claim);
      const result = await replace(key, entry, claim);
      return result.applied ? 'claimed' : standingOf(result.item?.[kind], claim);
    },
    markSent: async (key, claim, sent) => {
      let entry: Entry = claim;
      for (let race = 0; race < maxRaces; race += 1) {
        const result = await replace(key, entry, sent);
        if (result.applied) return;
        entry = result.item?.[key.kind];
        if (entry?.state === 'SENT') return;
      }
      throw new RetryLater(`The ${key.kind} mail of order ${key.orderId} went out, but could not be marked`);
    },
    release: async (key, claim) => {
      await replace(key, claim, { ...claim, leaseUntil: 0 });
    },
    markUndelivered: async ({ orderId, kind }, undelivered) => {
      const change = { when: { [`${kind}.state`]: 'SENT' }, set: { [`${kind}.undelivered`]: undelivered } };
      const result = await update<MailRecord>(table, orderId, change);
      if (result.applied) return 'marked';
      return result.item?.[kind] ? 'beingSent' : 'unknown';
    },
  };
};

const whileIs = (kind: MailKind, entry: Entry): Record<string, unknown> =>
  entry?.state === 'SENDING' ? { [`${kind}.claimId`]: entry.claimId } : { [kind]: entry };
