// Takes the lines of an order from stock, one product after the other, in the order of their ids: an order that waits for a
// product holds none that comes after it, so that no two orders ever wait for each other.
import type { OrderLine } from '#contracts/fields.ts';
import type { ReservedLine } from '#contracts/reservation-record.ts';
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import { RetryLater } from '#messaging/errors.ts';
import { fullJitter } from '#platform/full-jitter.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { Taken } from './product-stock.ts';
import type { StockKeeper } from './stock-keeper.ts';

export type TakeDeps = Pick<Runtime, 'tables' | 'random' | 'timers'> & { stock: StockKeeper };

/** `by` names this attempt. The order had no reservation at the moment `asOf`, or later. */
type Attempt = { orderId: string; by: string; asOf: number; signal: AbortSignal };

type TakenLines =
  /** Every line, with its hold. */
  | { kind: 'held'; lines: ReservedLine[] }
  | { kind: 'short'; missing: string[] }
  /** The order has its reservation already. */
  | { kind: 'decided' };

/** Some two seconds on average. */
const looks = { count: 8, baseMs: 50, capMs: 1_000 };

/** @throws RetryLater when units that are wanted are held by orders that are still undecided after all looks */
export const takeLines = async (
  deps: TakeDeps,
  lines: readonly OrderLine[],
  attempt: Attempt,
): Promise<TakenLines> => {
  const holds = new Map<string, string>();
  const inOrder = lines.toSorted((a, b) => (a.productId < b.productId ? -1 : 1));
  for (const [index, line] of inOrder.entries()) {
    const taken = await takeLine(deps, line, attempt);
    if (taken.kind === 'decided') return taken;
    if (taken.kind === 'short') {
      const others = await shortAmong(deps, inOrder.slice(index + 1));
      return { kind: 'short', missing: [line.productId, ...others] };
    }
    holds.set(line.productId, taken.by);
  }
  return {
    kind: 'held',
    lines: lines.map((line) => ({ ...line, hold: holds.get(line.productId) as string })),
  };
};

type Settled = Exclude<Taken, { kind: 'pending' }>;

const takeLine = async (
  { stock, random, timers }: TakeDeps,
  { productId, quantity }: OrderLine,
  { orderId, by, asOf, signal }: Attempt,
): Promise<Settled> => {
  for (let look = 0; look < looks.count; look += 1) {
    const taken = await stock.take(productId, { orderId, quantity, by }, asOf);
    if (taken.kind !== 'pending') return taken;
    await timers.delay(fullJitter(look, looks.baseMs, looks.capMs, random), signal);
  }
  throw new RetryLater(
    `Order ${orderId} wants units of ${productId} that other orders hold, and may give back`,
  );
};

/** Of lines that are not tried any more, those that would be missing too: for the customer to know. */
const shortAmong = async ({ tables }: TakeDeps, lines: readonly OrderLine[]): Promise<string[]> => {
  const isShort = async ({ productId, quantity }: OrderLine) => {
    const product = await tables.get<StockRecord>('InventoryTable', productKey(productId));
    return (product?.available ?? 0) < quantity;
  };
  const short = await Promise.all(lines.map(isShort));
  return lines.filter((_, index) => short[index]).map(({ productId }) => productId);
};
