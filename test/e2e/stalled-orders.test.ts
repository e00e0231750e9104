// Orders that stand still: found by the sweeper after their deadline, and resumed, escalated or cancelled.
import { expect, it } from 'vitest';
import type { Runtime } from '#platform/runtime.ts';
import type { QueueName } from '#platform/topology.ts';
import { readBooks } from '#test/books.ts';
import { newOrderId } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { placedOrder, putOrder } from '#test/stored-order.ts';
import { startSweeping } from '#test/sweeping.ts';

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

it('a sweep asks for the oldest hundred of a partition, and the next one goes on from there', async () => {
  const { runtime, sweeps } = await startSweeping();
  const ids = Array.from({ length: 130 }, () => `${newOrderId().slice(0, -2)}00`);
  const stalled = (orderId: string, index: number) =>
    placedOrder(orderId, new Date(runtime.now() - 10 * minute + index).toISOString());
  await Promise.all(ids.map((id, index) => putOrder(runtime, stalled(id, index))));
  const asked = ids.map((id) => `${id} RECEIVED:0:resume`);
  expect((await sweeps()).sort()).toEqual(asked.slice(0, 100).sort());
  expect((await sweeps()).sort()).toEqual(asked.slice(100).sort());
  expect(await sweeps()).toHaveLength(100);
});
