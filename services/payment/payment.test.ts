import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '../../test/support/context.ts';
import { inventoryUpdated, newOrderId, orderCreated, shipmentPrepared } from '../../test/support/messages.ts';
import { startTestAws, type TestAws } from '../../test/support/test-aws.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { type Gateway, GatewayUnavailable } from './gateway.ts';
import { createSettlePayment } from './settle-payment.ts';
import { createSimulatedGateway, type LedgerEntry } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const setup = (change: (gateway: Gateway) => Partial<Gateway> = () => ({})) => {
  const { runtime } = aws;
  const real = createSimulatedGateway(runtime);
  const needs = {
    store: createPaymentStore(runtime.aws),
    gateway: { ...real, ...change(real) },
    now: runtime.now,
  };
  return {
    store: needs.store,
    authorize: createAuthorizePayment(needs),
    capture: createSettlePayment(needs, 'capture'),
    voidPayment: createSettlePayment(needs, 'void'),
  };
};

const ledgerOf = async (orderId: string) =>
  ((await aws.scan('SimulatedGatewayTable')) as LedgerEntry[]).filter((entry) => entry.orderId === orderId);
const operations = async (orderId: string) =>
  (await ledgerOf(orderId)).map(({ operation }) => operation).sort();

describe('a payment on its first delivery', () => {
  it('is authorized, once, for the total of the order', async () => {
    const message = orderCreated();
    const emitted = await setup().authorize(message, handlerContext());
    expect(emitted).toMatchObject([{ type: 'PaymentProcessed', outcome: 'authorized' }]);
    expect(await ledgerOf(message.subject)).toMatchObject([
      { operation: 'authorize', approved: true, amount: 1250 },
    ]);
  });

  it('can be declined, with the reason', async () => {
    const emitted = await setup().authorize(orderCreated(newOrderId(), 'tok_declined'), handlerContext());
    expect(emitted).toMatchObject([{ outcome: 'declined', data: { reason: expect.any(String) } }]);
  });
});

describe('a payment on redelivery', () => {
  it('emits the very event that the first delivery stored', async () => {
    const { authorize } = setup();
    const message = orderCreated();
    const first = await authorize(message, handlerContext());
    expect(await authorize(message, handlerContext())).toEqual(first);
    expect(await operations(message.subject)).toEqual(['authorize']);
  });

  it('asks what became of a charge whose answer was lost, and does not charge again', async () => {
    let charges = 0;
    const { authorize } = setup((real) => ({
      authorize: (charge, signal) => {
        charges += 1;
        return real.authorize(charge, signal);
      },
    }));
    const message = orderCreated(newOrderId(), 'tok_timeout');
    await expect(authorize(message, handlerContext())).rejects.toBeInstanceOf(GatewayUnavailable);
    expect(await authorize(message, handlerContext())).toMatchObject([{ outcome: 'authorized' }]);
    expect(charges).toBe(1);
    expect(await operations(message.subject)).toEqual(['authorize']);
  });

  it('gets through a gateway that fails twice', async () => {
    const { authorize } = setup();
    const message = orderCreated(newOrderId(), 'tok_error');
    await expect(authorize(message, handlerContext())).rejects.toThrow('attempt 1');
    await expect(authorize(message, handlerContext())).rejects.toThrow('attempt 2');
    expect(await authorize(message, handlerContext())).toMatchObject([{ outcome: 'authorized' }]);
  });

  it('of two deliveries at once charges once and emits one and the same event', async () => {
    const { authorize } = setup();
    const message = orderCreated();
    const [one, other] = await Promise.all([
      authorize(message, handlerContext()),
      authorize(message, handlerContext()),
    ]);
    expect(one).toEqual(other);
    expect(await operations(message.subject)).toEqual(['authorize']);
  });
});

describe('a settlement', () => {
  const authorized = async () => {
    const handlers = setup();
    const message = orderCreated();
    await handlers.authorize(message, handlerContext());
    return { ...handlers, orderId: message.subject };
  };

  it('captures what was authorized when the order has shipped, once', async () => {
    const { capture, orderId } = await authorized();
    const first = await capture(shipmentPrepared(orderId), handlerContext());
    expect(first).toMatchObject([{ type: 'PaymentCaptured', data: { amount: 1250 } }]);
    expect(await capture(shipmentPrepared(orderId), handlerContext())).toEqual(first);
    expect(await operations(orderId)).toEqual(['authorize', 'capture']);
  });

  it('voids what was authorized when stock ran out, once', async () => {
    const { voidPayment, orderId } = await authorized();
    const message = inventoryUpdated(orderId, 'out_of_stock');
    const first = await voidPayment(message, handlerContext());
    expect(first).toMatchObject([{ type: 'PaymentReleased', outcome: 'voided' }]);
    expect(await voidPayment(message, handlerContext())).toEqual(first);
    expect(await operations(orderId)).toEqual(['authorize', 'void']);
  });

  it('that crashed after the gateway acted is finished on redelivery without a second capture', async () => {
    const { orderId, capture } = await authorized();
    await createSimulatedGateway(aws.runtime).capture(orderId, 1250, AbortSignal.timeout(5_000));
    expect(await capture(shipmentPrepared(orderId), handlerContext())).toHaveLength(1);
    expect(await operations(orderId)).toEqual(['authorize', 'capture']);
  });

  it('that comes before the authorization waits for it', async () => {
    await expect(setup().capture(shipmentPrepared(), handlerContext())).rejects.toBeInstanceOf(RetryLater);
  });

  it('never voids what was captured, and never captures what was voided', async () => {
    const { capture, voidPayment, orderId } = await authorized();
    await capture(shipmentPrepared(orderId), handlerContext());
    const late = voidPayment(inventoryUpdated(orderId, 'out_of_stock'), handlerContext());
    await expect(late).rejects.toBeInstanceOf(Permanent);
    expect(await operations(orderId)).toEqual(['authorize', 'capture']);
  });

  it('is not undone by news of a reservation', async () => {
    const { voidPayment, orderId } = await authorized();
    const forged = voidPayment(inventoryUpdated(orderId, 'reserved'), handlerContext());
    await expect(forged).rejects.toBeInstanceOf(Permanent);
  });
});
