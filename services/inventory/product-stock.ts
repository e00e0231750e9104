// Pure: what becomes of a product's stock. Units that an order takes leave `available` and stay in the item as a hold of
// that order. Once its reservation is stored, the order is decided: the hold that the reservation names is dropped, its
// units being the order's; any other is given back.
import type { Hold, StockRecord } from '#contracts/stock-record.ts';

export type Stock = Required<Pick<StockRecord, 'available' | 'holds' | 'revision'>>;

/** What an order wants of the product. `by` names the attempt. */
export type Take = { orderId: string } & Pick<Hold, 'quantity' | 'by'>;

/** Orders whose reservation is stored, each with the hold that it names: undefined where it names none. */
export type Decided = ReadonlyMap<string, string | undefined>;

export type Taken =
  /** The units are held for the order, under this name: by this attempt, or by one before. */
  | { kind: 'held'; by: string }
  /** The order has its reservation already: there is nothing to take. */
  | { kind: 'decided' }
  /** Not enough, unless orders that are not decided yet give back what they hold. */
  | { kind: 'pending' }
  | { kind: 'short' };

/** `isMoved`: units left `available`, or came back. Dropping alone moves nothing, and can wait for company. */
export type Decision = { stock: Stock; taken: Taken[]; isMoved: boolean };

/**
 * Between two revisions that are no further apart than this, no hold has come and gone: a write that takes a younger one
 * out jumps. So who finds the product only a little older than it is knows all that became of its holds meanwhile.
 */
export const sight = 4;

export const stockOf = ({ available, holds = {}, revision = 0 }: StockRecord): Stock => ({
  available,
  holds,
  revision,
});

/** Fenced: the write jumps, so that nobody overlooks it. Patient: a hold is dropped only once that makes no jump. */
type Manner = { isFenced?: boolean; isPatient?: boolean };

/** What is given back can be taken at once, by the first in line. */
export const decide = (
  stock: Stock,
  takes: readonly Take[],
  decided: Decided,
  { isFenced = false, isPatient = false }: Manner = {},
): Decision => {
  const isYoung = ({ rev }: Hold) => stock.revision - rev < sight;
  const isNamed = (orderId: string, { by }: Hold) => decided.get(orderId) === by;
  const settled = Object.entries(stock.holds).filter(
    ([orderId, hold]) => decided.has(orderId) && !(isPatient && isYoung(hold) && isNamed(orderId, hold)),
  );
  const givenBack = unitsIn(settled.flatMap(([orderId, hold]) => (isNamed(orderId, hold) ? [] : hold)));
  const hasJump = isFenced || settled.some(([, hold]) => isYoung(hold));
  const revision = stock.revision + 1 + (hasJump ? sight : 0);
  const holds = new Map(Object.entries(stock.holds));
  for (const [orderId] of settled) holds.delete(orderId);
  let available = stock.available + givenBack;
  let isMoved = givenBack > 0;
  const taken = takes.map(({ orderId, quantity, by }): Taken => {
    const before = holds.get(orderId);
    if (decided.has(orderId)) return { kind: 'decided' };
    if (before) return { kind: 'held', by: before.by };
    if (available < quantity)
      return { kind: available + unitsIn(holds.values()) < quantity ? 'short' : 'pending' };
    available -= quantity;
    isMoved = true;
    holds.set(orderId, { quantity, by, rev: revision });
    return { kind: 'held', by };
  });
  return { stock: { available, holds: Object.fromEntries(holds), revision }, taken, isMoved };
};

const unitsIn = (holds: Iterable<Hold>): number => {
  let units = 0;
  for (const { quantity } of holds) units += quantity;
  return units;
};

/** Orders whose hold was in `before`, and is not in `after`: they are decided. */
export const goneFrom = (before: Stock, after: Stock): string[] =>
  Object.keys(before.holds).filter((orderId) => before.holds[orderId]?.by !== after.holds[orderId]?.by);

/** Writes of the product; and as many holds as leave its item below 1 KB: what is larger costs more each time. */
const crowd = { olderThan: 20, atLeast: 7 };

/** Orders whose holds crowd the item: whoever took them has stopped since, or has not written it again. */
export const leftBehind = ({ holds, revision }: Stock): string[] => {
  const old = Object.keys(holds).filter((orderId) => (holds[orderId]?.rev ?? 0) < revision - crowd.olderThan);
  return old.length < crowd.atLeast ? [] : old;
};
