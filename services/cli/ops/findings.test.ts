import { expect, it } from 'vitest';
import { newTotals } from '#operations/reconcile/totals.ts';
import { describeFindings } from './findings.ts';

const verdict = (orders: number, inProgress: number): string => {
  const totals = { ...newTotals(), orders, inProgress };
  return (
    describeFindings({ exceptions: [], totals }, 15 * 60_000)
      .trimEnd()
      .split('\n')
      .at(-1) ?? ''
  );
};
const why = 'moved less than 15 minutes ago (--grace), or are open and in time.';

it('the books balance when every order was judged', () => {
  expect(verdict(5, 0)).toBe('The books balance.');
});

it('they balance as far as orders were judged while some are in progress', () => {
  expect(verdict(5, 2)).toBe(`The books balance, as far as 3 of 5 orders can be judged; the others ${why}`);
});

it('nothing is proved while no order can be judged', () => {
  expect(verdict(5, 5)).toBe(
    `No exceptions, but nothing is proved yet: 0 of 5 orders can be judged; all ${why}`,
  );
});

it('how many orders were judged is said beside exceptions, too', () => {
  const totals = { ...newTotals(), orders: 5, inProgress: 2 };
  expect(describeFindings({ exceptions: [], totals }, 60_000)).toContain(
    '5 orders: 3 judged, 2 in progress.\n',
  );
});
