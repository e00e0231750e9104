// Pure: what becomes of a product's stock. Units that an order takes leave `available` and stay in the item as a hold of
// that order. Once its reservation is stored, the order is decided: the hold that the reservation names is dropped, its
// units being the order's; any other is given back.
import type { Hold, Holds, StockRecord } from '#contracts/stock-record.ts';

export type Stock = Required<Pick<StockRecord, 'available' | 'holds'>> & { revision: number | undefined };

/** What an order wants of the product. `by` names the attempt, `at` is in seconds since the epoch. */
export type Take = { orderId: string } & Hold;

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

export const stockOf = ({ available, holds = {}, revision }: StockRecord): Stock => ({
  available,
  holds,
  revision,
});

/** What is given back can be taken at once, by the first in line. */
export const decide = (stock: Stock, takes: readonly Take[], decided: Decided): Decision => {
  const holds = new Map(Object.entries(stock.holds));
  const givenBack = settle(holds, decided);
  let available = stock.available + givenBack;
  let isMoved = givenBack > 0;
  const taken = takes.map((take): Taken => {
    const { orderId, ...hold } = take;
    const before = holds.get(orderId);
    if (decided.has(orderId)) return { kind: 'decided' };
    if (before) return { kind: 'held', by: before.by };
    if (available < hold.quantity)
      return { kind: available + unitsIn(holds) < hold.quantity ? 'short' : 'pending' };
    available -= hold.quantity;
    isMoved = true;
    holds.set(orderId, hold);
    return { kind: 'held', by: hold.by };
  });
  return { stock: { ...stock, available, holds: Object.fromEntries(holds) }, taken, isMoved };
};

/** Takes the holds of decided orders out of `holds`. Units that come back. */
const settle = (holds: Map<string, Hold>, decided: Decided): number => {
  let givenBack = 0;
  for (const [orderId, { by, quantity }] of holds) {
    if (!decided.has(orderId)) continue;
    holds.delete(orderId);
    if (by !== decided.get(orderId)) givenBack += quantity;
  }
  return givenBack;
};

const unitsIn = (holds: ReadonlyMap<string, Hold>): number =>
  [...holds.values()].reduce((units, { quantity }) => units + quantity, 0);

/** Seconds: longer than any attempt lasts. */
const oldAfter = 60;
/** As many as leave the item below 1 KB: what is larger costs more with every write. */
const fewHolds = 6;

/** Orders whose holds crowd the item: whoever took them has stopped since, or has not written it again. */
export const leftBehind = (holds: Holds, nowSeconds: number): string[] => {
  const old = Object.entries(holds).filter(([, { at }]) => at < nowSeconds - oldAfter);
  return old.length > fewHolds ? old.map(([orderId]) => orderId) : [];
};
