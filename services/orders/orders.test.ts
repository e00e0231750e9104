import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderRecord } from '#contracts/order-record.ts';
import type { Entry } from '#contracts/order-standing.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import {
  cancelOrder,
  inventoryUpdated,
  newOrderId,
  paymentCaptured,
  paymentProcessed,
  placeOrder,
  returnOrder,
  shipmentPrepared,
} from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createJournal } from './journal.ts';
import type { StatusEvent } from './messages.ts';
import { createPlaceOrder } from './place-order.ts';
import { createRecordEvent, createRecordRequest } from './record-progress.ts';
import { createOrderStore } from './store.ts';
import { entryOf, isRequest, type OrderMessage } from './testing/hear.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const patience = { stalledAfterMs: 300_000, expiresAfterMs: 3_600_000 };

const setup = () => {
  const store = createOrderStore(aws.runtime.tables);
  const account: Entry[] = [];
  const deps = { store, accountOf: async () => account, now: aws.runtime.now };
  const [recordEvent, recordRequest] = [createRecordEvent(deps), createRecordRequest(deps)];
  return {
    place: createPlaceOrder({
      store,
      enterIntoJournal: createJournal(aws.runtime),
      now: aws.runtime.now,
      ...patience,
    }),
    /** What their owners have stored, and told nobody of. */
    account,
    /** As its owner does: stores it, then tells of it. */
    record: async (message: OrderMessage) => {
      if (isRequest(message)) return recordRequest(message, handlerContext());
      account.push(entryOf(message));
      return recordEvent(message, handlerContext());
    },
    recordUnfounded: (message: StatusEvent) => recordEvent(message, handlerContext()),
    read: async (orderId: string) => (await store.get(orderId)) as unknown as OrderRecord,
  };
};

const placed = async () => {
  const handlers = setup();
  const orderId = newOrderId();
  await handlers.place(placeOrder(orderId), handlerContext());
  return { ...handlers, orderId };
};

describe('a placed order', () => {
  it('is stored with all that was ordered, and told of without the customer', async () => {
    const { place, read } = setup();
    const command = placeOrder();
    const [event] = await place(command, handlerContext());
    expect(event).toMatchObject({ type: 'OrderCreated', subject: command.subject, data: { amount: 1250 } });
    expect(JSON.stringify(event)).not.toMatch(/john|doe|main st|12345|anytown/i);
    expect(await read(command.subject)).toMatchObject({
      status: 'RECEIVED',
      details: command.data.order,
      timeline: [{ type: 'OrderCreated' }],
    });
  });

  it('is stored once, and told of again, when its command comes again', async () => {
    const { place, read } = setup();
    const command = placeOrder();
    const first = await place(command, handlerContext());
    const order = { ...command.data.order, customerName: 'Jane Roe', fingerprint: 'another' };
    const other = { ...command, data: { ...command.data, order } };
    expect(await place(other, handlerContext())).toEqual(first);
    expect((await read(command.subject)).details.customerName).toBe('John Doe');
  });

  it('is watched when it is stored so late that the sweeper may have been there', async () => {
    const { place, read } = setup();
    const now = aws.runtime.now();
    const partitionAt = async (ageMs: number) => {
      const command = placeOrder(newOrderId(), new Date(now - ageMs).toISOString());
      await place(command, handlerContext());
      return (await read(command.subject)).statusPartition;
    };
    expect(await partitionAt(0)).toBeUndefined();
    expect(await partitionAt(4 * 60_000)).toMatch(/^WATCHED#/);
  });

  it('is watched when its entry in the journal was so long in coming', async () => {
    const store = createOrderStore(aws.runtime.tables);
    const clock = { now: aws.runtime.now() };
    const enterIntoJournal = async () => void Object.assign(clock, { now: clock.now + 4 * 60_000 });
    const place = createPlaceOrder({ store, enterIntoJournal, now: () => clock.now, ...patience });
    const command = placeOrder(newOrderId(), new Date(clock.now).toISOString());
    await place(command, handlerContext());
    expect((await store.get(command.subject))?.statusPartition).toMatch(/^WATCHED#/);
  });

  it('is not stored when its entry in the journal fails', async () => {
    const store = createOrderStore(aws.runtime.tables);
    const enterIntoJournal = () => Promise.reject(new Error('the journal is away'));
    const place = createPlaceOrder({ store, enterIntoJournal, now: aws.runtime.now, ...patience });
    const command = placeOrder();
    await expect(place(command, handlerContext())).rejects.toThrow('the journal is away');
    expect(await store.get(command.subject)).toBeUndefined();
  });

  it('is refused for good when it is not sound', async () => {
    const { place } = setup();
    const command = placeOrder();
    const unsound = { ...command, data: { ...command.data, order: { ...command.data.order, total: 1 } } };
    await expect(place(unsound, handlerContext())).rejects.toBeInstanceOf(Permanent);
  });
});

describe('the progress of an order', () => {
  it('is recorded step by step, and its completion emitted with the last', async () => {
    const { record, read, orderId } = await placed();
    const emitted = [];
    for (const event of [paymentProcessed, inventoryUpdated, shipmentPrepared, paymentCaptured])
      emitted.push(await record(event(orderId)));
    expect(emitted.map((events) => events.length)).toEqual([0, 0, 0, 1]);
    expect(await read(orderId)).toMatchObject({ status: 'COMPLETED', version: 5 });
  });

  it('is the same when every event comes twice and in reverse', async () => {
    const { record, read, orderId } = await placed();
    const events = [paymentCaptured, shipmentPrepared, inventoryUpdated, paymentProcessed];
    for (const event of [...events, ...events]) await record(event(orderId));
    const { status, timeline } = await read(orderId);
    expect(status).toBe('COMPLETED');
    expect(timeline).toHaveLength(6);
  });

  it('emits the stored completion again when the event that completed it is redelivered', async () => {
    const { record, orderId } = await placed();
    const first = await record(paymentProcessed(orderId, 'declined'));
    expect(first).toMatchObject([{ type: 'OrderCompleted', outcome: 'payment_declined' }]);
    expect(await record(paymentProcessed(orderId, 'declined'))).toEqual(first);
  });

  it('keeps every event when all arrive at once', async () => {
    const { record, read, orderId } = await placed();
    const all = [paymentProcessed, inventoryUpdated, shipmentPrepared, paymentCaptured];
    const emitted = await Promise.all(all.map((event) => record(event(orderId))));
    const [ending, ...again] = emitted.flat();
    expect(ending).toMatchObject({ type: 'OrderCompleted', outcome: 'fulfilled' });
    for (const event of again) expect(event).toEqual(ending);
    expect((await read(orderId)).status).toBe('COMPLETED');
  });

  it('tells again how it ended with whatever its owners tell after that, whoever ended it', async () => {
    const { record, account, orderId } = await placed();
    account.push(
      ...[paymentProcessed, inventoryUpdated, shipmentPrepared].map((event) => entryOf(event(orderId))),
    );
    account.push(entryOf(paymentCaptured(orderId)));
    // A cancellation that comes too late finds everything done, and its process dies before it has told.
    const [ending] = await record(cancelOrder(orderId));
    expect(ending).toMatchObject({ type: 'OrderCompleted', outcome: 'fulfilled' });
    expect(await record(paymentCaptured(orderId))).toEqual([ending]);
    expect(await record(cancelOrder(orderId))).toEqual([ending]);
  });

  it('has in it, from its ending on, all that was done for it and not told', async () => {
    const { record, read, account, orderId } = await placed();
    account.push(
      ...[paymentProcessed, inventoryUpdated, shipmentPrepared].map((event) => entryOf(event(orderId))),
    );
    await record(paymentCaptured(orderId));
    const { timeline } = await read(orderId);
    expect(timeline.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'OrderCreated RECEIVED',
      'PaymentProcessed PAYMENT_AUTHORIZED',
      'InventoryUpdated STOCK_RESERVED',
      'ShipmentPrepared SHIPPED',
      'PaymentCaptured COMPLETED',
      'OrderCompleted COMPLETED',
    ]);
  });

  it('does not go by what its owner has not stored', async () => {
    const { recordUnfounded, read, orderId } = await placed();
    await expect(recordUnfounded(paymentProcessed(orderId, 'declined'))).rejects.toBeInstanceOf(Permanent);
    expect((await read(orderId)).status).toBe('RECEIVED');
  });

  it('of an order not stored yet waits', async () => {
    await expect(setup().record(paymentProcessed())).rejects.toBeInstanceOf(RetryLater);
  });
});

describe('a request of the customer', () => {
  it('to cancel is told to shipping, the same again when it is redelivered', async () => {
    const { record, read, orderId } = await placed();
    const first = await record(cancelOrder(orderId));
    expect(first).toMatchObject([{ type: 'OrderCancelled' }]);
    expect(await record(cancelOrder(orderId))).toEqual(first);
    expect((await read(orderId)).status).toBe('CANCELLING');
  });

  it('to return is refused for good while the order has not been completed', async () => {
    const { record, orderId } = await placed();
    await expect(record(returnOrder(orderId))).rejects.toBeInstanceOf(Permanent);
  });
});
