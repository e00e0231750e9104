// The inventory of one process, on a test's AWS; and what its table says.
import type { Reservation } from '#contracts/reservation-record.ts';
import type { Holds } from '#contracts/stock-record.ts';
import type { TestAws } from '#test/test-aws.ts';
import { createCatalogueStore } from '../catalogue-store.ts';
import { createKeepCatalogue } from '../keep-catalogue.ts';
import { createReleaseStock } from '../release-stock.ts';
import { createReservationStore, type ReservationStore } from '../reservation-store.ts';
import { createRestock } from '../restock.ts';
import { createStockKeeper } from '../stock-keeper.ts';
import { reserveWith } from './reserve-with.ts';

/** `changes` go over what it does with reservations. */
export const startInventory = ({ runtime }: TestAws, changes: Partial<ReservationStore> = {}) => {
  const { aws, tables, now, random, timers } = runtime;
  const reservations = { ...createReservationStore(runtime), ...changes };
  const stock = createStockKeeper({ tables, reservations, random, timers });
  const deps = { tables, reservations, stock, now, random, timers };
  return {
    reserve: reserveWith(deps),
    release: createReleaseStock(deps),
    restock: createRestock(deps),
    ...createKeepCatalogue({ store: createCatalogueStore(aws), random, timers }),
  };
};

export const availableIn = async (aws: TestAws) => {
  const items = await aws.scan('InventoryTable');
  const products = items.filter(({ id }) => String(id).startsWith('product#'));
  return Object.fromEntries(products.map((item) => [item.productId, item.available]));
};

/** Orders that hold units beside what is reserved, once for each product. */
export const openHoldsIn = async (aws: TestAws) => {
  const items = await aws.scan('InventoryTable');
  const nameOf = (orderId: string, id: unknown) => {
    const reservation = items.find((item) => item.id === `reservation#${orderId}`) as Reservation | undefined;
    return reservation?.lines.find(({ productId }) => `product#${productId}` === id)?.hold;
  };
  return items.flatMap(({ id, holds = {} }) =>
    Object.entries(holds as Holds)
      .filter(([orderId, { by }]) => nameOf(orderId, id) !== by)
      .map(([orderId]) => orderId),
  );
};
