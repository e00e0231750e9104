import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handlerContext } from '#test/context.ts';
import { inventoryUpdated, newOrderId, orderCancelled } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createCancelShipment } from './cancel-shipment.ts';
import { createPrepareShipment } from './prepare-shipment.ts';
import { createShipmentStore } from './store.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const needs = () => ({ store: createShipmentStore(aws.runtime.tables), now: aws.runtime.now });
const prepare = () => createPrepareShipment(needs());
const cancel = () => createCancelShipment(needs());
const shipments = async (orderId: string) =>
  (await aws.scan('ShipmentsTable')).filter((shipment) => shipment.orderId === orderId);

describe('a shipment', () => {
  it('is prepared for reserved stock, with carrier and tracking number', async () => {
    const message = inventoryUpdated();
    expect(await prepare()(message, handlerContext())).toMatchObject([
      {
        type: 'ShipmentPrepared',
        data: { carrier: 'Waybill Ground', trackingNumber: expect.stringMatching(/^WB/) },
      },
    ]);
    expect(await shipments(message.subject)).toMatchObject([
      { state: 'PREPARED', lines: message.data.lines },
    ]);
  });

  it('is prepared once, and told of again, on redelivery', async () => {
    const message = inventoryUpdated();
    const first = await prepare()(message, handlerContext());
    expect(await prepare()(message, handlerContext())).toEqual(first);
    expect(await shipments(message.subject)).toHaveLength(1);
  });
});

describe('a cancellation', () => {
  it('is granted while nothing was prepared, and then nothing ever is', async () => {
    const orderId = newOrderId();
    const granted = await cancel()(orderCancelled(orderId), handlerContext());
    expect(granted).toMatchObject([{ type: 'ShipmentCancelled' }]);
    expect(await cancel()(orderCancelled(orderId), handlerContext())).toEqual(granted);
    expect(await prepare()(inventoryUpdated(orderId), handlerContext())).toEqual(granted);
    expect(await shipments(orderId)).toMatchObject([{ state: 'CANCELLED' }]);
  });

  it('comes too late once the shipment is prepared', async () => {
    const orderId = newOrderId();
    await prepare()(inventoryUpdated(orderId), handlerContext());
    expect(await cancel()(orderCancelled(orderId), handlerContext())).toEqual([]);
    expect(await shipments(orderId)).toMatchObject([{ state: 'PREPARED' }]);
  });

  it('that races the shipment leaves one verdict, which both tell', async () => {
    for (const orderId of Array.from({ length: 50 }, () => newOrderId())) {
      const [prepared, cancelled] = await Promise.all([
        prepare()(inventoryUpdated(orderId), handlerContext()),
        cancel()(orderCancelled(orderId), handlerContext()),
      ]);
      const verdicts = new Set([...prepared, ...cancelled].map(({ type }) => type));
      expect(verdicts.size).toBe(1);
    }
  });
});
