// Pure: enters the items of NotificationsTable into the books: which mails went out, by their own mark or by their dispatch.
import { isDispatch, type MailDispatch, nameOfDispatch } from '#contracts/mail-dispatch.ts';
import { type MailKind, type MailRecord, mailKinds } from '#contracts/mail-record.ts';
import { type Books, bookedDispatchOf, type Dossier, dossierOf } from './books.ts';

/** In any order: a claim may come before its dispatch, or after. */
export const enterMail = (books: Books, item: MailRecord | MailDispatch): void => {
  if (isDispatch(item)) enterDispatch(books, item);
  else enterMails(books, item);
};

const enterMails = (books: Books, record: MailRecord): void => {
  const dossier = dossierOf(books, record.orderId);
  for (const kind of mailKinds) {
    const mail = record[kind];
    if (mail?.state === 'SENT') enterSent(dossier, kind, Date.parse(mail.at));
    if (mail?.state !== 'SENDING' || mail.dispatch === undefined) continue;
    const { sentAt, claims } = bookedDispatchOf(books, mail.dispatch);
    const at = sentAt.get(mail.claimId);
    if (at === undefined) claims.push({ claimId: mail.claimId, kind, dossier });
    else enterSent(dossier, kind, at);
  }
};

const enterDispatch = (books: Books, dispatch: MailDispatch): void => {
  const { sentAt, claims } = bookedDispatchOf(books, nameOfDispatch(dispatch));
  for (const [claimId, { at }] of Object.entries(dispatch.sent)) sentAt.set(claimId, at);
  for (const { claimId, kind, dossier } of claims) {
    const at = sentAt.get(claimId);
    if (at !== undefined) enterSent(dossier, kind, at);
  }
};

const enterSent = (dossier: Dossier, kind: MailKind, at: number): void => {
  dossier.mailed.push(kind);
  dossier.mailedAt = Math.max(dossier.mailedAt, at);
};
