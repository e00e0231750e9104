import { describe, expect, it } from 'vitest';
import type { OrderKey } from '#contracts/order-journal.ts';
import { begunAt, checkpointOf, putLast, remember } from './walk-state.ts';

const keyOf = (second: number): OrderKey => ({
  orderId: `order-${second}`,
  createdKey: `2026-01-02T03:04:0${second}.000Z#order-${second}`,
});
const timeOf = (second: number) => `2026-01-02T03:04:0${second}`;
const looked = [1, 2, 3].map(keyOf);

/** A walk that has looked at three orders, of which those are open. */
const walked = (...open: number[]) => {
  const state = { ...begunAt(timeOf(0)), place: `${timeOf(3)}#entry` };
  remember(state, looked, open.map(keyOf));
  return state;
};

describe('the checkpoint of a walk', () => {
  it('stays where it is until an entry was looked at', () => {
    expect(checkpointOf(begunAt(timeOf(0)))).toBe(timeOf(0));
  });

  it('is where the walk is when nothing on the way is open', () => {
    expect(checkpointOf(walked())).toBe(timeOf(3));
  });

  it('does not pass an order that is open, whatever was done since', () => {
    expect(checkpointOf(walked(2))).toBe(timeOf(2));
    const state = walked(2, 1);
    putLast(state, ['order-1']);
    expect(checkpointOf(state)).toBe(timeOf(1));
  });

  it('goes on as soon as such an order is over, or watched', () => {
    const state = walked(1, 2);
    remember(state, [keyOf(1)], []);
    expect(checkpointOf(state)).toBe(timeOf(2));
  });
});

it('what was asked about comes last, so that others have their turn', () => {
  const state = walked(1, 2, 3);
  putLast(state, ['order-1', 'over by now']);
  expect([...state.open.keys()]).toEqual(['order-2', 'order-3', 'order-1']);
});
