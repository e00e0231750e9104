import { expect, it } from 'vitest';
import { createMails, recipientsOf } from './mails.ts';

it('reads who gets a mail, of one and of many', () => {
  expect(recipientsOf('{"Destination":{"ToAddresses":["a@x"]}}')).toEqual(['a@x']);
  const entries = ['a@x', 'b@x'].map((to) => ({ Destination: { ToAddresses: [to] } }));
  expect(recipientsOf(JSON.stringify({ BulkEmailEntries: entries }))).toEqual(['a@x', 'b@x']);
});

it('waits for so many different recipients, and counts those that got it twice', async () => {
  const mails = createMails();
  const waiting = mails.until(2, 5_000);
  mails.record(['a@x', 'a@x']);
  mails.record(['b@x']);
  expect(await waiting).toMatchObject({ recipients: 2 });
  expect(mails.counts()).toEqual({ 'a@x': 2, 'b@x': 1 });
});

it('stops waiting, and says how far it came', async () => {
  const mails = createMails();
  mails.record(['a@x']);
  expect(await mails.until(2, 10)).toMatchObject({ recipients: 1 });
});
