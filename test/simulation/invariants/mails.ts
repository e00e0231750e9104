// Every ending is mailed, and nothing else is. Twice only where SES took a mail and nobody could write that down.
import { dispatchKey, isDispatch, type MailDispatch, withDispatched } from '#contracts/mail-dispatch.ts';
import { type MailRecord, mailKinds } from '#contracts/mail-record.ts';
import { type Ending, endingOf } from '#contracts/order-status.ts';
import type { FakeAws } from '../aws/fake-aws.ts';
import { short } from '../trace.ts';
import type { Books, Invariant } from './world.ts';

const expectedKinds = ({ order }: Books): Ending[] => {
  const ending = endingOf(order.status);
  if (!ending) return [];
  // A refunded order was completed before, and mailed then.
  return ending === 'refunded' ? ['fulfilled', 'refunded'] : [ending];
};

export const everyEndingIsMailed: Invariant = {
  promise: 'one mail for each ending',
  violations: ({ orders, history }) => {
    const kindsOf = (books: Books) => new Set(books.mails.map(({ kind }) => kind));
    const missing = orders.flatMap((books) =>
      expectedKinds(books)
        .filter((kind) => !kindsOf(books).has(kind))
        .map((kind) => `order ${short(books.order.orderId)}: no mail ${kind}`),
    );
    const wrong = orders.flatMap((books) =>
      [...kindsOf(books)]
        .filter((kind) => !expectedKinds(books).includes(kind as Ending))
        .map(
          (kind) => `order ${short(books.order.orderId)} is ${books.order.status}, and was mailed ${kind}`,
        ),
    );
    const extra = orders.reduce((sum, books) => sum + books.mails.length - kindsOf(books).size, 0);
    const tooMany =
      extra > history.mailDoubts ? [`${extra} mails too many, with ${history.mailDoubts} doubts`] : [];
    return [...missing, ...wrong, ...tooMany];
  },
};

type Item = MailRecord | MailDispatch;
type Claimed = { mail: string; claimId: string | undefined; isKnown: boolean };

/** Every mail that was ever claimed, and whether who looks for it finds that it went out. */
const lookAt = ({ tables }: FakeAws): { mails: Claimed[]; dispatches: MailDispatch[] } => {
  const items = [...tables.items('NotificationsTable')] as unknown as Item[];
  const dispatches = items.filter(isDispatch);
  const dispatchOf = (name: string) => dispatches.find(({ orderId }) => orderId === dispatchKey(name));
  const mailsOf = (record: MailRecord): Claimed[] => {
    const found = withDispatched(record, dispatchOf);
    return mailKinds.flatMap((kind) => {
      const entry = record[kind];
      if (!entry) return [];
      const mail = `the ${kind} mail of order ${record.orderId}`;
      const claimId = entry.state === 'SENDING' ? entry.claimId : undefined;
      return { mail, claimId, isKnown: found[kind]?.state === 'SENT' };
    });
  };
  return { mails: items.flatMap((item) => (isDispatch(item) ? [] : mailsOf(item))), dispatches };
};

/** Mails that may have gone out without anybody knowing yet. */
export const openMailsIn = (aws: FakeAws): number =>
  lookAt(aws).mails.filter(({ isKnown }) => !isKnown).length;

/**
 * Mails of which a dispatch tells though another delivery has claimed them: the network looks after every write to the table,
 * and `claims` keeps what each claim was of.
 */
export const takenOverIn = (aws: FakeAws, claims: Map<string, string>): string[] => {
  const { mails, dispatches } = lookAt(aws);
  const standing = new Map(mails.map((claimed) => [claimed.mail, claimed]));
  for (const { mail, claimId } of mails) if (claimId !== undefined) claims.set(claimId, mail);
  const isFound = (claimId: string) => {
    const claimed = standing.get(claims.get(claimId) ?? '');
    // What is marked is known, whoever marked it.
    return claimed?.isKnown && (claimed.claimId === claimId || claimed.claimId === undefined);
  };
  return dispatches
    .flatMap(({ sent }) => Object.keys(sent))
    .filter((claimId) => !isFound(claimId))
    .map((claimId) => claims.get(claimId) ?? 'a mail that nobody has claimed');
};

export const nothingStoredIsTakenOver: Invariant = {
  promise: 'a mail of which a dispatch tells is claimed by nobody else',
  violations: ({ history }) => [...new Set(history.takenOver)],
};
