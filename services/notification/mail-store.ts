// NotificationsTable: who sends which mail, and what was sent. Each step is one conditional write; one that finds another
// than it thought looks at what is there, and decides again.
import { dispatchKey, type MailDispatch, sentUnder } from '#contracts/mail-dispatch.ts';
import type { MailClaim, MailKind, MailRecord, SentMail, Undelivered } from '#contracts/mail-record.ts';
import { RetryLater } from '#messaging/errors.ts';
import type { Changed, Tables } from '#platform/tables.ts';
import { hasRunOut, released, type Standing, standingOf } from './claim.ts';

export type MailKey = { orderId: string; kind: MailKind };

export type MailStore = {
  /** Claims a mail that nobody has sent, or is sending at `now` (milliseconds since the epoch). */
  claim: (key: MailKey, claim: MailClaim, now: number) => Promise<Exclude<Standing, 'free'>>;
  /** Stores what SES said of many mails, unless their dispatch was closed. Resolves to what is stored. */
  storeDispatch: (dispatch: MailDispatch) => Promise<MailDispatch>;
  /** For a mail that its dispatch does not have: records that it went out, whoever holds the claim by now. */
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

export const createMailStore = (tables: Tables): MailStore => ({
  claim: (...claiming) => claimMail(tables, ...claiming),
  storeDispatch: (dispatch) => storeDispatch(tables, dispatch),
  markSent: async (key, claim, sent) => {
    let entry: Entry = claim;
    for (let race = 0; race < maxRaces; race += 1) {
      const result = await replace(tables, key, entry, sent);
      if (result.applied) return;
      entry = result.item?.[key.kind];
      if (entry?.state === 'SENT') return;
    }
    throw new RetryLater(`The ${key.kind} mail of order ${key.orderId} went out, but could not be marked`);
  },
  release: async (key, claim) => {
    await replace(tables, key, claim, released(claim));
  },
  markUndelivered: (...marking) => markUndelivered(tables, ...marking),
});

const claimMail = async (
  tables: Tables,
  key: MailKey,
  claim: MailClaim,
  now: number,
): ReturnType<MailStore['claim']> => {
  const { orderId, kind } = key;
  const first = await tables.insert<MailRecord>(table, { orderId, [kind]: claim });
  if (first.applied) return 'claimed';
  const entry = first.item[kind];
  const standing = standingOf(entry, claim, now, await dispatchOf(tables, entry, now));
  if (standing !== 'free') return standing;
  const result = await replace(tables, key, entry, claim);
  if (result.applied) return 'claimed';
  const winners = standingOf(result.item?.[kind], claim, now);
  return winners === 'free' ? 'beingSent' : winners;
};

const storeDispatch = async ({ insert }: Tables, dispatch: MailDispatch): Promise<MailDispatch> =>
  (await insert(table, dispatch)).item;

/** Where the lease has run out, the dispatch is closed: whoever sent and comes later with its outcome must look who sends now. */
const dispatchOf = async (tables: Tables, entry: Entry, now: number): Promise<MailDispatch | undefined> => {
  if (entry?.state !== 'SENDING' || entry.dispatch === undefined) return undefined;
  const orderId = dispatchKey(entry.dispatch);
  return hasRunOut(entry, now) ? storeDispatch(tables, { orderId, sent: {} }) : tables.get(table, orderId);
};

/** A claim whose dispatch tells that the mail went out gives way to that: nobody will take it over. */
const markUndelivered = async (
  tables: Tables,
  key: MailKey,
  undelivered: Undelivered,
): ReturnType<MailStore['markUndelivered']> => {
  const { orderId, kind } = key;
  const change = { when: { [`${kind}.state`]: 'SENT' }, set: { [`${kind}.undelivered`]: undelivered } };
  const result = await tables.update<MailRecord>(table, orderId, change);
  if (result.applied) return 'marked';
  const entry = result.item?.[kind];
  if (!entry) return 'unknown';
  if (entry.state !== 'SENDING' || entry.dispatch === undefined) return 'beingSent';
  const sent = sentUnder(entry, await tables.get(table, dispatchKey(entry.dispatch)));
  if (!sent) return 'beingSent';
  const marked = await replace(tables, key, entry, { ...sent, undelivered });
  return marked.applied ? 'marked' : 'beingSent';
};

/** Writes `next` in the place of `entry`, if that is still there. */
const replace = (
  { update }: Tables,
  { orderId, kind }: MailKey,
  entry: Entry,
  next: Entry,
): Promise<Changed<MailRecord>> =>
  update(table, orderId, { when: whileIs(kind, entry), set: { [kind]: next } });

const whileIs = (kind: MailKind, entry: Entry): Record<string, unknown> =>
  entry?.state === 'SENDING' ? { [`${kind}.claimId`]: entry.claimId } : { [kind]: entry };
