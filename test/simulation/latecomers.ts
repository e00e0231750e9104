// Once the sweeper has passed all orders: one of before them is stored, as from a dead letter, and one that had completed is
// returned; two more come as usual. Of all, events are lost. The sweeper must find what stands still, behind it and before it.
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Random } from '#test/random.ts';
import { tell } from './customer.ts';
import { ordersIn } from './stored-orders.ts';
import type { System } from './system.ts';
import { loseEvent } from './upheavals.ts';

/** Of what happens within about as long as an order takes. */
const losses = { count: 5, withinMs: 1_200 };

export const comeLate = async (system: System, random: Random): Promise<void> => {
  const { time, aws, trace } = system;
  const orders = ordersIn(aws);
  const [first] = orders;
  if (!first) return;
  trace(() => '--- an order comes late, another comes back');
  const late = Date.parse(first.createdAt) - 1;
  for (const acceptedAt of [late, time.now(), time.now() + 1]) placeBeside(system, first, acceptedAt, random);
  const completed = orders.find(({ status }) => status === 'COMPLETED');
  if (completed) void tell(system, completed.orderId, 'ReturnOrder', { restock: true });
  for (let number = 0; number < losses.count; number += 1)
    time.after(random.next() * losses.withinMs, () => loseEvent(system, random));
  await time.run();
};

/** The same once more, in the same partition of the index. */
const placeBeside = (
  system: System,
  { orderId, details: order }: OrderRecord,
  acceptedAt: number,
  random: Random,
): void => {
  const beginning = Math.floor(random.next() * 2 ** 32).toString(16);
  const beside = beginning.padStart(8, '0') + orderId.slice(8);
  system.history.accepted.add(beside);
  void tell(system, beside, 'PlaceOrder', { acceptedAt: new Date(acceptedAt).toISOString(), order });
};
