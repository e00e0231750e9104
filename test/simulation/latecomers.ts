// Behind the sweeper, once it has passed all orders: one of before is stored, as from a dead letter, and later one that had
// completed is returned; both lose events on their way. The sweeper must find what stands still all the same.
import { journals } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Random } from '#test/random.ts';
import { tell } from './customer.ts';
import { ordersIn } from './stored-orders.ts';
import type { System } from './system.ts';
import { loseEvent } from './upheavals.ts';

/** Of what happens within about as long as an order takes. */
const losses = { count: 5, withinMs: 1_200 };

/** With two that come as usual. */
export const comeLate = async (system: System, random: Random): Promise<void> => {
  const { time, aws, trace } = system;
  const orders = ordersIn(aws);
  const passed = orders.find(({ status }) => status === 'COMPLETED') ?? orders[0];
  if (!passed) return;
  trace(() => '--- an order comes late');
  // Each in another second of a journal: a second before one that was passed, and two of now.
  const turnMs = journals.length * 1_000;
  const late = Date.parse(passed.createdAt) - turnMs;
  for (const acceptedAt of [late, time.now() - turnMs, time.now()])
    placeAnother(system, passed, acceptedAt, random);
  await loseEvents(system, random);
};

export const comeBack = async (system: System, random: Random): Promise<void> => {
  system.trace(() => '--- orders come back');
  for (const { orderId, status } of ordersIn(system.aws))
    if (status === 'COMPLETED') void tell(system, orderId, 'ReturnOrder', { restock: true });
  await loseEvents(system, random);
};

const loseEvents = async (system: System, random: Random): Promise<void> => {
  for (let number = 0; number < losses.count; number += 1)
    system.time.after(random.next() * losses.withinMs, () => loseEvent(system, random));
  await system.time.run();
};

/** The same goods, for the same customer. */
const placeAnother = (
  system: System,
  { orderId, details: order }: OrderRecord,
  acceptedAt: number,
  random: Random,
): void => {
  const ending = Math.floor(random.next() * 2 ** 32);
  const another = orderId.slice(0, -8) + ending.toString(16).padStart(8, '0');
  system.history.accepted.add(another);
  void tell(system, another, 'PlaceOrder', { acceptedAt: new Date(acceptedAt).toISOString(), order });
};
