// No oversell: what came in is available, held or reserved, at every moment; nothing stays held; nobody is refused in vain.
import { holdNamedBy, type Reservation, reservationKey } from '#contracts/reservation-record.ts';
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { FakeAws } from '../aws/fake-aws.ts';
import { short } from '../trace.ts';
import type { Invariant } from './world.ts';

type Item = StockRecord | Reservation;
const isReservation = (item: Item): item is Reservation => item.id.startsWith(reservationKey(''));
const isProduct = (item: Item): item is StockRecord => item.id.startsWith(productKey(''));

const look = ({ tables }: FakeAws) => {
  const items = [...tables.items('InventoryTable')] as Item[];
  const reservations = items.filter(isReservation);
  const reserved = new Map(
    reservations.filter(({ state }) => state === 'RESERVED').map((one) => [one.orderId, one]),
  );
  const isNamed = ({ productId }: StockRecord, orderId: string, by: string) => {
    const reservation = reserved.get(orderId);
    return reservation !== undefined && holdNamedBy(reservation, productId) === by;
  };
  return { products: items.filter(isProduct), reservations, reserved, isNamed };
};

/** Holds in mid-flight too: the network looks after every write to the table. */
export const imbalancesIn = (aws: FakeAws): string[] => {
  const { products, reserved, isNamed } = look(aws);
  const taken = new Map<string, number>();
  for (const { lines } of reserved.values())
    for (const { productId, quantity } of lines) taken.set(productId, (taken.get(productId) ?? 0) + quantity);
  return products.flatMap((product) => {
    const { productId, available, received, holds = {} } = product;
    const gone = taken.get(productId) ?? 0;
    // A hold that its reservation names is in both, until it is dropped.
    const open = Object.entries(holds).filter(([orderId, { by }]) => !isNamed(product, orderId, by));
    const held = open.reduce((units, [, { quantity }]) => units + quantity, 0);
    const twice = open
      .filter(([orderId]) => reserved.has(orderId))
      .map(([orderId]) => `${productId}: held beside what is reserved for order ${short(orderId)}`);
    const balances = available >= 0 && available + gone + held === received;
    const sum = `${available} available + ${held} held + ${gone} reserved of ${received} received`;
    return balances ? twice : [...twice, `${productId}: ${sum}`];
  });
};

export const stockIsConserved: Invariant = {
  promise: 'no oversell: available + held + reserved = received, and nothing below zero',
  violations: ({ aws, history }) => [...new Set([...history.imbalances, ...imbalancesIn(aws)])],
};

export const nothingStaysHeld: Invariant = {
  promise: 'no unit stays held for an order that does not get it',
  violations: ({ aws }) => {
    const { products, isNamed } = look(aws);
    return products.flatMap((product) =>
      Object.entries(product.holds ?? {})
        .filter(([orderId, { by }]) => !isNamed(product, orderId, by))
        .map(([orderId]) => `${product.productId} is held for order ${short(orderId)}`),
    );
  },
};

/** Where nothing came back later, what is there at the end was there, or was to come back, when the order was refused. */
export const nobodyIsRefusedInVain: Invariant = {
  promise: 'no order is refused for units that stay',
  violations: ({ aws }) => {
    const { products, reservations } = look(aws);
    const cameBack = new Set(
      reservations
        .filter(({ state }) => state === 'RELEASED' || state === 'RETURNED')
        .flatMap(({ lines }) => lines.filter(({ hold }) => hold).map(({ productId }) => productId)),
    );
    const availableOf = (id: string) => products.find(({ productId }) => productId === id)?.available ?? 0;
    // The first is what it was refused for; that the others were short too is a hint.
    const isInVain = ({ event, lines }: Reservation) => {
      const [missing = ''] = event.data.missing ?? [];
      const wanted = lines.find(({ productId }) => productId === missing)?.quantity ?? 0;
      return !cameBack.has(missing) && wanted <= availableOf(missing);
    };
    return reservations
      .filter(({ state }) => state === 'OUT_OF_STOCK')
      .filter(isInVain)
      .map(({ orderId, event }) => `order ${short(orderId)} was refused for ${event.data.missing}`);
  },
};
