import { describe, expect, it } from 'vitest';
import { timeUuid } from '#platform/ids.ts';
import {
  dispatchesNamed,
  dispatchKey,
  isDispatch,
  type MailDispatch,
  maxDispatched,
  nameOfDispatch,
  withDispatched,
} from './mail-dispatch.ts';
import type { MailClaim, MailRecord, SentMail } from './mail-record.ts';

const claim = (claimId: string, dispatch?: string): MailClaim => ({
  state: 'SENDING',
  claimId,
  leaseUntil: 0,
  subject: `Subject of ${claimId}`,
  ...(dispatch !== undefined && { dispatch }),
});
const at = Date.parse('2026-01-02T03:04:05.678Z');
const dispatch: MailDispatch = { orderId: dispatchKey('d1'), sent: { c1: { messageId: 'm1', at } } };
const marked: SentMail = {
  state: 'SENT',
  subject: 'Marked',
  at: '2026-01-02T00:00:00.000Z',
  messageId: 'm0',
};
const find = (name: string) => (name === 'd1' ? dispatch : undefined);

describe('an order', () => {
  it('has the mails of which its dispatches tell, beside those that are marked', () => {
    const record: MailRecord = { orderId: 'o', fulfilled: marked, refunded: claim('c1', 'd1') };
    expect(dispatchesNamed(record)).toEqual(['d1']);
    const refunded = {
      state: 'SENT',
      subject: 'Subject of c1',
      at: '2026-01-02T03:04:05.678Z',
      messageId: 'm1',
    };
    expect(withDispatched(record, find)).toEqual({ orderId: 'o', fulfilled: marked, refunded });
  });

  it.each([
    ['whose dispatch is not there', claim('c1', 'd2')],
    ['of which its dispatch does not tell', claim('c2', 'd1')],
    ['that was released', claim('c1')],
  ])('does not have a mail %s', (_, cancelled) => {
    const record: MailRecord = { orderId: 'o', cancelled };
    expect(withDispatched(record, find)).toEqual(record);
  });
});

it('a dispatch is told from an order', () => {
  expect(isDispatch(dispatch)).toBe(true);
  expect(nameOfDispatch(dispatch)).toBe('d1');
  expect(isDispatch({ orderId: timeUuid(at) })).toBe(false);
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  const members = Object.entries(value as object);
  return members.reduce((sum, [name, member]) => sum + 1 + sizeOf(name) + sizeOf(member), 3);
};

it('a full dispatch takes one write unit', () => {
  const messageId = '010001957f3a2b1c-00000000-0000-4000-8000-000000000002-000000';
  const ids = Array.from({ length: maxDispatched }, (_, index) => (2 ** 52 - 1 - index).toString(36));
  const full: MailDispatch = {
    orderId: dispatchKey(`${at.toString(36)}-${(2 ** 52 - 1).toString(36)}`),
    sent: Object.fromEntries(ids.map((claimId) => [claimId, { messageId, at }])),
  };
  expect(sizeOf(full)).toBeLessThanOrEqual(1_024);
});
