// One round at a product's item: decides on all wishes together, and stores what comes of it in one conditional write.
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { KnownProduct } from './known-products.ts';
import { type Stock, stockOf, type Taken } from './product-stock.ts';
import type { ReservationStore } from './reservation-store.ts';
import { createDraftOf, type Draft } from './stock-draft.ts';
import { takesIn, type Wish } from './stock-wishes.ts';

type Product = KnownProduct<Wish>;
type RoundDeps = Pick<Runtime, 'tables' | 'now'> & { reservations: Pick<ReservationStore, 'get'> };

type Round = { kind: 'done' } | { kind: 'contended' };

/** A product that is not in the catalogue has no stock, and nothing is written of it. */
const unlisted: Stock = { available: 0, holds: {}, revision: undefined };

export const createPlayRound = ({ tables, now, reservations }: RoundDeps) => {
  let moments = 0;
  const moment = () => {
    moments += 1;
    return moments;
  };
  const draftOf = createDraftOf({ reservations, now, moment });

  const read = async (product: Product): Promise<Stock> => {
    const record = await tables.get<StockRecord>('InventoryTable', productKey(product.productId));
    const stock = record && stockOf(record);
    if (product.stock) product.isOurs = product.stock.revision === stock?.revision;
    product.since = moment();
    product.stock = stock;
    return stock ?? unlisted;
  };

  /** False when another process has written the product since it was read. */
  const isStored = async (
    product: Product,
    { revision }: Stock,
    { stock, commit }: Draft,
  ): Promise<boolean> => {
    const { available, holds } = stock;
    const next = { available, holds, revision: (revision ?? 0) + 1 };
    const key = productKey(product.productId);
    const { applied } = await tables.update('InventoryTable', key, { when: { revision }, set: next });
    product.stock = applied ? next : undefined;
    if (applied) commit();
    else product.isOurs = false;
    return applied;
  };

  /** What is answered was stored, or seen in an item that was read after the wishes came. */
  const playRound = async (product: Product, wishes: readonly Wish[]): Promise<Round> => {
    const isLook = wishes.every(({ kind }) => kind === 'know');
    const known = product.isOurs || !isLook ? product.stock : undefined;
    let was = known ?? (await read(product));
    let draft = isLook ? undefined : await draftOf(product, was, wishes);
    if (known && draft && !draft.isDue) {
      was = await read(product);
      draft = await draftOf(product, was, wishes);
    }
    if (draft?.isDue && was !== unlisted && !(await isStored(product, was, draft)))
      return { kind: 'contended' };
    answer(wishes, draft?.taken ?? []);
    return { kind: 'done' };
  };

  return { moment, playRound };
};

const answer = (wishes: readonly Wish[], taken: readonly Taken[]): void => {
  for (const [index, { resolve }] of takesIn(wishes).entries()) resolve(taken[index] as Taken);
  for (const wish of wishes) if (wish.kind !== 'take') wish.resolve();
};
