import { expect, it } from 'vitest';
import { statementOf } from './statements.ts';

it('an item becomes an INSERT of those attributes that it has', () => {
  const item = { orderId: 'a', state: 'NEW', gone: undefined, events: { Created: 1 } };
  expect(statementOf({ name: 'dev-PaymentsTable', key: 'orderId', item })).toEqual({
    Statement: `INSERT INTO "dev-PaymentsTable" VALUE {'orderId': ?, 'state': ?, 'events': ?}`,
    Parameters: ['a', 'NEW', { Created: 1 }],
  });
});

it('a change becomes an UPDATE under the key and all of its conditions', () => {
  const change = {
    when: { state: 'NEW', later: undefined, 'mail.claimId': 'mine' },
    set: { state: 'PAID', 'events.Paid': { at: 1 } },
  };
  expect(statementOf({ name: 'PaymentsTable', key: 'orderId', of: 'a', ...change })).toEqual({
    Statement:
      'UPDATE "PaymentsTable" SET "state" = ?, "events"."Paid" = ? ' +
      'WHERE "orderId" = ? AND "state" = ? AND "later" IS MISSING AND "mail"."claimId" = ?',
    Parameters: ['PAID', { at: 1 }, 'a', 'NEW', 'mine'],
  });
});
