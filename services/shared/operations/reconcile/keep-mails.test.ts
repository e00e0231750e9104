import { expect, it } from 'vitest';
import { dispatchKey, type MailDispatch } from '#contracts/mail-dispatch.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import { dossierOf, newBooks } from './books.ts';
import { enterMail } from './keep-mails.ts';

const at = Date.parse('2026-01-02T03:04:05.000Z');
const claim = { state: 'SENDING', leaseUntil: 0, subject: 's', dispatch: 'd1' } as const;
const marked = { state: 'SENT', subject: 's', at: '2026-01-02T03:04:04.000Z', messageId: 'm0' } as const;
const record: MailRecord = { orderId: 'o1', fulfilled: marked, refunded: { ...claim, claimId: 'c1' } };
const other: MailRecord = { orderId: 'o2', cancelled: { ...claim, claimId: 'c2' } };
const silent: MailRecord = { orderId: 'o3', cancelled: { ...claim, claimId: 'c3' } };
const dispatch: MailDispatch = {
  orderId: dispatchKey('d1'),
  sent: { c1: { messageId: 'm1', at }, c2: { messageId: 'm2', at } },
};

it.each([
  ['after', [record, other, silent, dispatch]],
  ['before', [dispatch, record, other, silent]],
  ['between', [record, dispatch, other, silent]],
])('a mail of which a dispatch tells went out, if that is read %s its claim', (_, items) => {
  const books = newBooks();
  for (const item of items) enterMail(books, item);
  const mailed = ['o1', 'o2', 'o3'].map((orderId) => dossierOf(books, orderId).mailed);
  expect(mailed).toEqual([['fulfilled', 'refunded'], ['cancelled'], []]);
  expect(dossierOf(books, 'o1').mailedAt).toBe(at);
});

it('a dispatch is no order', () => {
  const books = newBooks();
  enterMail(books, dispatch);
  expect(books.dossiers.size).toBe(0);
});
