import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Permanent } from '#messaging/errors.ts';
import { handlerContext } from '../../test/support/context.ts';
import { inventoryUpdated, newOrderId } from '../../test/support/messages.ts';
import { startTestAws, type TestAws } from '../../test/support/test-aws.ts';
import { createPrepareShipment } from './prepare-shipment.ts';
import { createShipmentStore } from './store.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const prepare = () =>
  createPrepareShipment({ store: createShipmentStore(aws.runtime.aws), now: aws.runtime.now });
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

  it('is not prepared when stock ran out', async () => {
    const forged = prepare()(inventoryUpdated(newOrderId(), 'out_of_stock'), handlerContext());
    await expect(forged).rejects.toBeInstanceOf(Permanent);
  });
});
