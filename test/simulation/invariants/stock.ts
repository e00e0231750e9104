// No oversell: what came in is available, reserved or sold, at every moment.
import { type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { FakeAws } from '../aws/fake-aws.ts';
import type { Invariant } from './world.ts';

/** Holds in mid-flight too: the network looks after every write to the table. */
export const imbalancesIn = ({ tables }: FakeAws): string[] => {
  const items = [...tables.items('InventoryTable')] as (StockRecord | Reservation)[];
  const taken = new Map<string, number>();
  for (const item of items)
    if (isReservation(item) && (item.state === 'RESERVED' || item.state === 'SOLD'))
      for (const { productId, quantity } of item.lines)
        taken.set(productId, (taken.get(productId) ?? 0) + quantity);
  return items.filter(isProduct).flatMap(({ productId, available, received }) => {
    const gone = taken.get(productId) ?? 0;
    const balances = available >= 0 && available + gone === received;
    return balances ? [] : [`${productId}: ${available} available + ${gone} taken of ${received} received`];
  });
};

type Item = StockRecord | Reservation;
const isReservation = (item: Item): item is Reservation => item.id.startsWith(reservationKey(''));
const isProduct = (item: Item): item is StockRecord => item.id.startsWith(productKey(''));

export const stockIsConserved: Invariant = {
  promise: 'no oversell: available + reserved + sold = received, and nothing below zero',
  violations: ({ aws, history }) => [...new Set([...history.imbalances, ...imbalancesIn(aws)])],
};
