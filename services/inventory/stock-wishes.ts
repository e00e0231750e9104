// What is asked of a product's stock. Wishes that meet are decided on together, and share one write.
import type { Take, Taken } from './product-stock.ts';

/**
 * `hold` is what the stored reservation of the order names. Any other hold of the order is given back. The one that it names
 * goes `lazily`, with the next write; or `now`, and is gone for certain. `fenced`: none is named, and no attempt that is
 * under way can take anything any more.
 */
export type Settlement = { orderId: string; hold: string | undefined; how: 'lazily' | 'now' | 'fenced' };

type Asked<Answer> = { resolve: (answer: Answer) => void; reject: (error: unknown) => void };
type TakeWish = Asked<Taken> & { kind: 'take'; take: Take; asOf: number };

export type Wish =
  | (Asked<void> & { kind: 'know' })
  | TakeWish
  | (Asked<void> & { kind: 'settle'; settlement: Settlement });

export const takesIn = (wishes: readonly Wish[]): TakeWish[] => wishes.filter((wish) => wish.kind === 'take');

export const settlementsIn = (wishes: readonly Wish[]): Settlement[] =>
  wishes.flatMap((wish) => (wish.kind === 'settle' ? [wish.settlement] : []));
