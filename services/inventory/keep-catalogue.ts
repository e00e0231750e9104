// What operators send: a product to add or change, and deliveries of stock. A delivery counts once, however often it comes.
import { shopCurrency } from '#contracts/fields.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import type { Handler } from '#messaging/handler.ts';
import type { Timers } from '#platform/timers.ts';
import type { CatalogueStore } from './catalogue-store.ts';
import { whileContended } from './contention.ts';
import { receiptKey } from './items.ts';

type Deps = { store: CatalogueStore; random: () => number; timers: Timers };

export const createKeepCatalogue = ({ store, random, timers }: Deps) => {
  const putProduct: Handler<'PutProduct'> = async ({ subject, data, at }, { signal }) => {
    if (data.productId !== subject || data.currency !== shopCurrency)
      throw new Permanent(`PutProduct of ${subject} is of another product, or not in ${shopCurrency}`);
    await store.putProduct(data, at, signal);
    // Also where the product was as it should be: an earlier attempt may have died in between.
    await store.raiseEdition(signal);
    return [];
  };

  const receiveStock: Handler<'ReceiveStock'> = async ({ id, subject, at, data }, { signal }) => {
    const receipt = { id: receiptKey(id), productId: subject, quantity: data.quantity, at };
    const result = await whileContended(() => store.receiveStock(receipt, signal), {
      subject: `product ${subject}`,
      random,
      timers,
      signal,
    });
    if (result.kind === 'unknownProduct')
      throw new RetryLater(`Stock came for product ${subject}, which is not in the catalogue yet: add it`);
    return [];
  };

  return { putProduct, receiveStock };
};
