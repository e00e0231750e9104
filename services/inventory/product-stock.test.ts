// What becomes of a product's stock: rule by rule, and in any order of takes, give-backs and drops.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decided, decide, leftBehind, type Stock } from './product-stock.ts';

const take = (orderId: string, quantity: number, by = 'mine') => ({ orderId, quantity, by });
const hold = (quantity: number, by = 'theirs') => ({ quantity, by, rev: 5 });
const stockWith = (available: number, holds: Stock['holds'] = {}): Stock => ({
  available,
  holds,
  revision: 7,
});
const undecided: Decided = new Map();

describe('an order', () => {
  it('holds the units that it takes, under the name of its attempt', () => {
    const { stock, taken, isMoved } = decide(stockWith(5), [take('a', 2)], undecided);
    expect(stock).toMatchObject({ available: 3, holds: { a: { quantity: 2, by: 'mine' } } });
    expect(taken).toEqual([{ kind: 'held', by: 'mine' }]);
    expect(isMoved).toBe(true);
  });

  it('takes once: the hold of an earlier attempt is its own', () => {
    const { taken, isMoved } = decide(stockWith(5, { a: hold(2) }), [take('a', 2)], undecided);
    expect(taken).toEqual([{ kind: 'held', by: 'theirs' }]);
    expect(isMoved).toBe(false);
  });

  it('that is decided takes nothing', () => {
    const { taken, isMoved } = decide(stockWith(5), [take('a', 2)], new Map([['a', undefined]]));
    expect(taken).toEqual([{ kind: 'decided' }]);
    expect(isMoved).toBe(false);
  });

  it('is refused where even every hold that came back would not do', () => {
    const { taken } = decide(stockWith(1, { b: hold(2) }), [take('a', 4)], undecided);
    expect(taken).toEqual([{ kind: 'short' }]);
  });

  it('waits for holds that may come back, also for those of the same write', () => {
    const { taken } = decide(stockWith(2), [take('a', 2), take('b', 1)], undecided);
    expect(taken).toEqual([{ kind: 'held', by: 'mine' }, { kind: 'pending' }]);
  });

  it('gets in the same write what another gives back', () => {
    const { stock, taken } = decide(
      stockWith(0, { b: hold(2) }),
      [take('a', 2)],
      new Map([['b', undefined]]),
    );
    expect(taken).toEqual([{ kind: 'held', by: 'mine' }]);
    expect(stock).toMatchObject({ available: 0, holds: { a: { quantity: 2 } } });
  });
});

describe('a hold', () => {
  it('that its reservation names is dropped, and its units stay away', () => {
    const { stock, isMoved } = decide(stockWith(3, { a: hold(2) }), [], new Map([['a', 'theirs']]));
    expect(stock).toMatchObject({ available: 3, holds: {} });
    expect(isMoved).toBe(false);
  });

  it('that its reservation does not name is given back', () => {
    const { stock, isMoved } = decide(stockWith(3, { a: hold(2) }), [], new Map([['a', 'another']]));
    expect(stock).toMatchObject({ available: 5, holds: {} });
    expect(isMoved).toBe(true);
  });

  it('that is young makes the revision jump when it goes, and one that is older does not', () => {
    const decided: Decided = new Map([['a', 'theirs']]);
    const of = (rev: number) => decide(stockWith(3, { a: { ...hold(2), rev } }), [], decided).stock.revision;
    expect([of(3), of(4), of(7)]).toEqual([8, 12, 12]);
    expect(decide(stockWith(3), [], decided, { isFenced: true }).stock.revision).toBe(12);
  });

  it('is looked into when it is old and one of many', () => {
    const holds = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`o${index}`, { ...hold(1), rev: 100 }]),
      );
    expect(leftBehind({ ...stockWith(1, holds(7)), revision: 121 })).toHaveLength(7);
    expect(leftBehind({ ...stockWith(1, holds(7)), revision: 120 })).toEqual([]);
    expect(leftBehind({ ...stockWith(1, holds(6)), revision: 900 })).toEqual([]);
  });
});

/** Orders of one product, as the table has them: each wants as many units as its number, and is decided at most once. */
const orders = ['1', '2', '3', '4'];
type Step = { takes: string[]; decides: { orderId: string; reserves: boolean }[]; by: string };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    takes: fc.subarray(orders),
    decides: fc.array(fc.record({ orderId: fc.constantFrom(...orders), reserves: fc.boolean() }), {
      maxLength: 3,
    }),
    by: fc.constantFrom('x', 'y', 'z'),
  }),
  { maxLength: 30 },
);

/** An order is decided once; a reservation names the hold that is there. */
const decideOrders = (
  decided: Map<string, string | undefined>,
  { decides }: Step,
  { holds }: Stock,
): void => {
  for (const { orderId, reserves } of decides) {
    if (decided.has(orderId) || (reserves && !holds[orderId])) continue;
    decided.set(orderId, reserves ? holds[orderId]?.by : undefined);
  }
};

const sum = (units: readonly number[]): number => units.reduce((total, one) => total + one, 0);

it('no unit is lost or sold twice, in any order of takes, decisions, give-backs and drops', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 8 }), (all, units) => {
      let stock = stockWith(units);
      const decided = new Map<string, string | undefined>();
      for (const step of all) {
        decideOrders(decided, step, stock);
        const takes = step.takes.map((orderId) => take(orderId, Number(orderId), step.by));
        stock = decide(stock, takes, decided).stock;
        const held = sum(Object.values(stock.holds).map(({ quantity }) => quantity));
        const reserved = sum([...decided].map(([orderId, named]) => (named ? Number(orderId) : 0)));
        expect(stock.available).toBeGreaterThanOrEqual(0);
        expect(stock.available + held + reserved).toBe(units);
        expect(Object.keys(stock.holds).filter((orderId) => decided.has(orderId))).toEqual([]);
      }
    }),
  );
});
