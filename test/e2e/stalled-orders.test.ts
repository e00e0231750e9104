// Orders that stand still: found by the sweeper after their deadline, and resumed, escalated or cancelled.
import { expect, it } from 'vitest';
import { entriesOf, secondOf } from '#contracts/order-journal.ts';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { QueueName } from '#platform/topology.ts';
import { readBooks } from '#test/books.ts';
import { newOrderId, placeOrder, returnOrder } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { putOrder } from '#test/stored-order.ts';
import { startSweeping } from '#test/sweeping.ts';
import { createCheckpoints } from '../../services/sweeper/checkpoints.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

it('an order whose OrderCreated was lost is resumed after its deadline, completes, and is never asked again', async () => {
  const { aws, clock, consumed, start, place, order, purge, sweeps } = await startSweeping();
  await aws.stock({ p1: 10, p2: 10 });
  await start('orders');
  const orderId = await place();
  await consumed('order-queue', 'PlaceOrder', orderId);
  await purge('payment-queue');
  await start('payment', 'inventory', 'shipping', 'notification');
  expect(await sweeps()).toEqual([]);
  clock.offsetMs = 5 * minute + 1_000;
  expect(await sweeps()).toEqual([`${orderId} RECEIVED:0:resume`]);
  await consumed('notification-queue', 'OrderCompleted', orderId);
  expect((await order(orderId))?.status).toBe('COMPLETED');
  clock.offsetMs = 365 * day;
  expect(await sweeps()).toEqual([]);
});

it('an order that resuming does not help is escalated, left alone, and cancelled when it expires', async () => {
  const { clock, lines, consumed, start, place, order, sweeps } = await startSweeping();
  await start('orders');
  const orderId = await place();
  await consumed('order-queue', 'PlaceOrder', orderId);
  const sweepAfter = async (ms: number) => {
    clock.offsetMs += ms;
    const asked = await sweeps();
    return asked.map((one) => one.replace(`${orderId} `, ''));
  };
  expect(await sweepAfter(6 * minute)).toEqual(['RECEIVED:0:resume']);
  await expect.poll(async () => (await order(orderId))?.resumed?.count).toBe(1);
  expect(await sweepAfter(0)).toEqual([]);
  expect(await sweepAfter(11 * minute)).toEqual(['RECEIVED:1:resume']);
  await expect.poll(async () => (await order(orderId))?.resumed?.count).toBe(2);
  expect(await sweepAfter(21 * minute)).toEqual(['RECEIVED:2:escalate']);
  await expect.poll(async () => (await order(orderId))?.statusPartition).toMatch(/^STUCK#/);
  const error = { level: 'error', msg: 'order is stuck', orderId };
  await expect.poll(() => lines).toContainEqual(expect.objectContaining(error));
  expect(await sweepAfter(day)).toEqual([]);
  expect(await sweepAfter(2 * day)).toEqual(['RECEIVED:3:expire']);
  await expect.poll(async () => (await order(orderId))?.status).toBe('CANCELLING');
});

it('an order whose reservation stalls expires: cancelled once shipping runs, payment voided, stock back', async () => {
  const { aws, clock, consumed, start, place, order, sweeps } = await startSweeping();
  await aws.stock({ p1: 10, p2: 10 });
  await start('orders', 'payment', 'inventory', 'notification');
  const orderId = await place();
  await consumed('inventory-queue', 'PaymentProcessed', orderId);
  expect((await readBooks(aws)).availableOf('p1')).toBe(8);
  clock.offsetMs = 3 * day;
  expect(await sweeps()).toEqual([`${orderId} RECEIVED:0:expire`]);
  await consumed('order-queue', 'ResumeOrder', orderId);
  expect((await order(orderId))?.status).toBe('CANCELLING');
  await start('shipping');
  await consumed('notification-queue', 'OrderCompleted', orderId);
  expect((await order(orderId))?.status).toBe('CANCELLED');
  const books = await readBooks(aws);
  expect(books.ledgerOf(orderId)).toEqual(['authorize (approved)', 'void']);
  expect([books.availableOf('p1'), books.unaccounted('p1')]).toEqual([10, 0]);
  expect(books.mailsOf(orderId)).toEqual([expect.stringContaining('cancelled')]);
});

const idInPartition0 = () => `${newOrderId().slice(0, -2)}00`;

/** As `orders` stores them; those that are watched all in one partition. */
const storedOrder = (change: Partial<OrderRecord> & { createdAt: string }): OrderRecord => {
  const orderId = idInPartition0();
  const status = change.status ?? 'RECEIVED';
  return {
    orderId,
    createdKey: `${change.createdAt}#${orderId}`,
    customerKey: 'customer',
    expiresAt: new Date(Date.parse(change.createdAt) + 3 * day).toISOString(),
    details: placeOrder(orderId).data.order,
    status,
    version: 1,
    timeline: [],
    emitted: [],
    ...change,
  };
};

const store = async (runtime: Runtime, ...orders: OrderRecord[]): Promise<void> => {
  await Promise.all(orders.map((order) => putOrder(runtime, order)));
};

const journalOf = (order: OrderRecord): string => entriesOf([order])[0]?.journal ?? '';

/** Of the journal in which the order is. */
const checkpointOf = async ({ tables }: Runtime, order: OrderRecord): Promise<string | undefined> =>
  (await tables.get<{ passedUntil: string }>('SweeperTable', journalOf(order)))?.passedUntil;

it('an order that is open holds the checkpoint, so that a sweeper that starts anew finds it; one that is over does not', async () => {
  const { runtime, clock, startAnew, sweeps } = await startSweeping();
  const ago = (minutes: number) => new Date(runtime.now() - minutes * minute).toISOString();
  const heardOf = { type: 'OrderCreated', at: ago(2), status: 'RECEIVED' } as const;
  const open = storedOrder({ createdAt: ago(10), timeline: [heardOf] });
  const over = storedOrder({ createdAt: ago(9), status: 'COMPLETED' });
  await store(runtime, open, over);
  expect(await sweeps()).toEqual([]);
  expect(await checkpointOf(runtime, open)).toBe(secondOf(open.createdAt));
  clock.offsetMs = 4 * minute;
  expect(await (await startAnew())()).toEqual([`${open.orderId} RECEIVED:0:resume`]);
  await store(runtime, { ...open, status: 'COMPLETED' });
  expect(await sweeps()).toEqual([]);
  expect(await checkpointOf(runtime, open)).toBe(secondOf(over.createdAt));
});

it('what is opened again, or stored late, behind the checkpoint is found all the same', async () => {
  const { runtime, clock, consumed, start, place, send, startAnew, sweeps } = await startSweeping();
  const over = storedOrder({
    createdAt: new Date(runtime.now() - 6 * minute).toISOString(),
    status: 'COMPLETED',
  });
  await store(runtime, over);
  expect(await sweeps()).toEqual([]);
  expect(await checkpointOf(runtime, over)).toBe(secondOf(over.createdAt));
  await start('orders');
  await send('order-queue', returnOrder(over.orderId));
  await consumed('order-queue', 'ReturnOrder', over.orderId);
  const late = await place({ orderId: idInPartition0(), acceptedMsAgo: 10 * minute });
  await consumed('order-queue', 'PlaceOrder', late);
  clock.offsetMs = 11 * minute;
  const asked = [`${over.orderId} RETURNING:0:resume`, `${late} RECEIVED:0:resume`].sort();
  const sweepsAnew = await startAnew();
  expect((await sweepsAnew()).sort()).toEqual(asked);
});

it('a sweeper that is behind another one does not take the checkpoint back', async () => {
  const { runtime, startAnew, sweeps } = await startSweeping();
  const ago = (minutes: number) => new Date(runtime.now() - minutes * minute).toISOString();
  const [first, second] = [10, 8].map((minutes) =>
    storedOrder({ createdAt: ago(minutes), status: 'COMPLETED' }),
  ) as [OrderRecord, OrderRecord];
  await store(runtime, first, second);
  await sweeps();
  const { signal } = new AbortController();
  await createCheckpoints(runtime).advance(journalOf(first), secondOf(first.createdAt), signal);
  expect(await checkpointOf(runtime, first)).toBe(secondOf(second.createdAt));
  expect(await (await startAnew())()).toEqual([]);
});

/** More messages than the queue may have waiting. */
const backUp = async (runtime: Runtime, queue: QueueName): Promise<void> => {
  const { sendBody } = createQueueTools(runtime);
  for (let batch = 0; batch < 21; batch += 1)
    await Promise.all(Array.from({ length: 50 }, () => sendBody(queue, '{}')));
};

it('while orders wait in line only those that have expired are asked, and the others after that', async () => {
  const { clock, lines, consumed, start, place, runtime, purge, sweeps } = await startSweeping();
  await start('orders');
  const orderId = await place();
  await consumed('order-queue', 'PlaceOrder', orderId);
  clock.offsetMs = 6 * minute;
  await backUp(runtime, 'shipping-queue');
  expect(await sweeps()).toEqual([]);
  const told = { level: 'warn', queue: 'shipping-queue', waiting: 1_050 };
  expect(lines).toContainEqual(expect.objectContaining(told));
  clock.offsetMs = 3 * day;
  const young = await place();
  await consumed('order-queue', 'PlaceOrder', young);
  clock.offsetMs += 6 * minute;
  expect(await sweeps()).toEqual([`${orderId} RECEIVED:0:expire`]);
  await consumed('order-queue', 'ResumeOrder', orderId);
  await purge('shipping-queue');
  expect(await sweeps()).toContain(`${young} RECEIVED:0:resume`);
});

it('mails that wait hold back no order', async () => {
  const { clock, consumed, start, place, runtime, sweeps } = await startSweeping();
  await start('orders');
  const orderId = await place();
  await consumed('order-queue', 'PlaceOrder', orderId);
  clock.offsetMs = 6 * minute;
  await backUp(runtime, 'notification-queue');
  expect(await sweeps()).toEqual([`${orderId} RECEIVED:0:resume`]);
});

/** All of one second. Returns what a sweep asks about each, oldest first. */
const storeStalled = async (
  runtime: Runtime,
  count: number,
  change: Partial<OrderRecord> = {},
): Promise<string[]> => {
  const second = secondOf(new Date(runtime.now() - 10 * minute).toISOString());
  const createdAt = (index: number) => new Date(Date.parse(`${second}Z`) + index).toISOString();
  const orders = Array.from({ length: count }, (_, index) =>
    storedOrder({ createdAt: createdAt(index), ...change }),
  );
  await store(runtime, ...orders);
  return orders.map(({ orderId }) => `${orderId} RECEIVED:0:resume`);
};

it('a sweep of what is watched asks for the oldest hundred of a partition, and the next one goes on from there', async () => {
  const { runtime, sweeps } = await startSweeping();
  const asked = await storeStalled(runtime, 130, { statusPartition: 'WATCHED#0' });
  expect((await sweeps()).sort()).toEqual(asked.slice(0, 100).sort());
  expect((await sweeps()).sort()).toEqual(asked.slice(100).sort());
  expect(await sweeps()).toHaveLength(100);
});

it('a sweep of all others asks for a hundred of a journal, and the next one begins with those left over', async () => {
  const { runtime, sweeps } = await startSweeping();
  const stalled = await storeStalled(runtime, 130);
  const asked = await sweeps();
  expect(asked).toHaveLength(100);
  const left = stalled.filter((one) => !asked.includes(one));
  expect(left).toHaveLength(30);
  expect(await sweeps()).toEqual(expect.arrayContaining(left));
});
