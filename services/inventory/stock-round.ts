// One round at a product's item: decides on all wishes together, and stores what comes of it in one conditional write.
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type KnownProduct, see, wrote } from './known-products.ts';
import { type Stock, stockOf, type Taken } from './product-stock.ts';
import type { ReservationStore } from './reservation-store.ts';
import { createDraftOf, type Draft } from './stock-draft.ts';
import { takesIn, type Wish } from './stock-wishes.ts';

type Product = KnownProduct<Wish>;
type RoundDeps = Pick<Runtime, 'tables'> & { reservations: Pick<ReservationStore, 'get'> };

/** A product that is not in the catalogue has no stock, and nothing is written of it. */
const unlisted: Stock = { available: 0, holds: {}, revision: 0 };

export const createPlayRound = ({ tables, reservations }: RoundDeps) => {
  let moments = 0;
  const moment = () => {
    moments += 1;
    return moments;
  };
  const draftOf = createDraftOf({ reservations, moment });

  const read = async (product: Product): Promise<Stock> => {
    const record = await tables.get<StockRecord>('InventoryTable', productKey(product.productId));
    see(product, record && stockOf(record), moment());
    return product.stock ?? unlisted;
  };

  /** False when another process has written the product meanwhile: then that is known now. */
  const isStored = async (
    product: Product,
    { revision }: Stock,
    { stock, fenced }: Draft,
  ): Promise<boolean> => {
    // A product that was never written this way has no revision.
    const when = { revision: revision || undefined };
    const key = productKey(product.productId);
    const changed = await tables.update<StockRecord>('InventoryTable', key, { when, set: stock });
    if (changed.applied) wrote(product, stock, fenced, moment());
    else see(product, changed.item && stockOf(changed.item), moment());
    return changed.applied;
  };

  const lookOnly = async (product: Product): Promise<void> => {
    if (!product.stock || product.doubts > 0) await read(product);
  };

  /** What is answered was stored, or seen in an item that was read after the wishes came. */
  const draftAndStore = async (product: Product, wishes: readonly Wish[]): Promise<Draft | undefined> => {
    const known = product.stock;
    let was = known ?? (await read(product));
    let draft = await draftOf(product, was, wishes);
    if (known && !draft.isDue) {
      was = await read(product);
      draft = await draftOf(product, was, wishes);
    }
    const isDone = !draft.isDue || was === unlisted || (await isStored(product, was, draft));
    return isDone ? draft : undefined;
  };

  /** False when another process was quicker: then nothing is answered. */
  const playRound = async (product: Product, wishes: readonly Wish[]): Promise<boolean> => {
    const isLook = wishes.every(({ kind }) => kind === 'know');
    const draft = isLook ? await lookOnly(product) : await draftAndStore(product, wishes);
    if (!isLook && !draft) return false;
    for (const [index, { resolve }] of takesIn(wishes).entries()) resolve(draft?.taken[index] as Taken);
    for (const wish of wishes) if (wish.kind !== 'take') wish.resolve();
    return true;
  };

  return { moment, playRound };
};
