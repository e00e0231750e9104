import { expect, it } from 'vitest';
import { isStoredLate } from './order-deadlines.ts';

const createdAt = '2026-01-02T03:00:00.000Z';
const minute = 60_000;
const isLate = (afterMs: number, stalledAfterMs: number, expiresAfterMs = 72 * 60 * minute) =>
  isStoredLate(createdAt, Date.parse(createdAt) + afterMs, { stalledAfterMs, expiresAfterMs });

it('an order is stored late once the sweeper, which stays behind by a deadline, could soon be there', () => {
  expect([isLate(3 * minute, 5 * minute), isLate(3 * minute + 1, 5 * minute)]).toEqual([false, true]);
});

it('the deadline is that of orders that expire, where that is sooner', () => {
  expect([isLate(minute, 5 * minute, 4 * minute), isLate(3 * minute, 5 * minute, 4 * minute)]).toEqual([
    false,
    true,
  ]);
});

it('with deadlines that leave no time for storing an order, every order is late', () => {
  expect(isLate(0, 1_000)).toBe(true);
});
