import { expect, it } from 'vitest';
import { entriesOf, journals, keysIn, maxEntryOrders, secondOf } from './order-journal.ts';

const keyOf = (ms: number, orderId = `order-${ms}`) => ({
  orderId,
  createdKey: `${new Date(Date.UTC(2026, 0, 2) + ms).toISOString()}#${orderId}`,
});

it('an entry names what it was made of', () => {
  const keys = [0, 7, 999, 1_000, 61_234].map((ms) => keyOf(ms));
  expect(entriesOf(keys).flatMap(keysIn)).toEqual(keys);
});

it('orders of one second share an entry, ten of them at most', () => {
  const keys = Array.from({ length: 2 * maxEntryOrders + 1 }, (_, ms) => keyOf(ms));
  expect(entriesOf(keys).map(({ orders }) => orders.length)).toEqual([10, 10, 1]);
  expect(entriesOf([keyOf(999), keyOf(1_000)])).toHaveLength(2);
});

it('the same orders make the same entry, others another of the same second', () => {
  const [one, again, other] = [[keyOf(1)], [keyOf(1)], [keyOf(2)]].map((keys) => entriesOf(keys)[0]);
  expect(again).toEqual(one);
  expect(other?.entryKey).not.toBe(one?.entryKey);
  expect([other?.journal, secondOf(other?.entryKey ?? '')]).toEqual([one?.journal, '2026-01-02T00:00:00']);
});

it('seconds take turns among all journals', () => {
  const used = [0, 1, 2, 3, 59].map((second) => entriesOf([keyOf(second * 1_000)])[0]?.journal);
  expect(used).toEqual([...journals, journals[3]]);
});

it('an entry with ids as long as ours costs one write unit', () => {
  const keys = Array.from({ length: maxEntryOrders }, (_, ms) =>
    keyOf(ms, `0198a3f2-7c11-7abc-8def-01234567890${ms}`),
  );
  const [entry] = entriesOf(keys);
  expect(JSON.stringify(entry).length).toBeLessThan(1_024);
});
