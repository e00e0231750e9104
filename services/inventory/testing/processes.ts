// Inventory as a process has it, on tables of the test's own; and what the stock adds up to.
import type { Reservation } from '#contracts/reservation-record.ts';
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { Tables } from '#platform/tables.ts';
import { createReleaseStock } from '../release-stock.ts';
import { createStockKeeper } from '../stock-keeper.ts';
import { reserveWith } from './reserve-with.ts';

/** A process on the table; `pass` is awaited before and after each of its calls, and for each of its delays. */
export const startProcess = (tables: Tables, pass: () => Promise<unknown> = async () => undefined) => {
  const slow: Tables = {
    get: async (...args) => {
      await pass();
      const item = (await tables.get(...args)) as never;
      await pass();
      return item;
    },
    look: (...args) => slow.get(...args),
    insert: async (...args) => {
      await pass();
      const written = await tables.insert(...args);
      await pass();
      return written;
    },
    update: async (...args) => {
      await pass();
      const changed = (await tables.update(...args)) as never;
      await pass();
      return changed;
    },
  };
  const reservations = {
    get: (orderId: string) => slow.get<Reservation>('InventoryTable', `reservation#${orderId}`),
    create: (reservation: Reservation) => slow.insert('InventoryTable', reservation),
    giveBack: () => Promise.reject(new Error('not here')),
  };
  const timers = { delay: async () => void (await pass()) } as never;
  const runtime = { tables: slow, now: Date.now, random: Math.random, timers };
  const stock = createStockKeeper({ ...runtime, reservations });
  const deps = { ...runtime, stock, reservations };
  return { reserve: reserveWith(deps), release: createReleaseStock(deps) };
};

/** Units of a product: `held` leaves out the holds that their reservations name. */
export const balanceOf = (items: Map<string, Record<string, unknown>>, productId: string) => {
  const { available, holds = {} } = items.get(productKey(productId)) as StockRecord;
  const reservations = [...items.values()].filter(({ state }) => state === 'RESERVED') as Reservation[];
  const named = new Set(
    reservations.flatMap(({ orderId, lines }) => lines.map(({ hold }) => `${orderId}${hold}`)),
  );
  const open = Object.entries(holds).filter(([orderId, { by }]) => !named.has(`${orderId}${by}`));
  const units = reservations.flatMap(({ lines }) => lines.filter((line) => line.productId === productId));
  const sum = (all: readonly { quantity: number }[]) =>
    all.reduce((total, { quantity }) => total + quantity, 0);
  return { available, reserved: sum(units), held: sum(open.map(([, hold]) => hold)) };
};
