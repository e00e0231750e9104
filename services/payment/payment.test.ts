import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { Permanent, RetryLater } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, orderCreated, shipmentCancelled } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { createCancelPayment } from './cancel-payment.ts';
import { type Gateway, GatewayUnavailable } from './gateway.ts';
import { createSettlePayment, type SettlePayment } from './settle-payment.ts';
import type { Settlement } from './settlement.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
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
    store: createPaymentStore(runtime.tables),
    gateway: { ...real, ...change(real) },
    now: runtime.now,
  };
  const settle: SettlePayment = createSettlePayment(needs);
  return {
    authorize: createAuthorizePayment(needs),
    settle: async (orderId: string, settlement: Settlement) => {
      const signal = AbortSignal.timeout(10_000);
      return settle(await needs.store.look(orderId), settlement, { orderId, signal });
    },
    cancel: createCancelPayment({ ...needs, settle }),
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

const authorized = async () => {
  const handlers = setup();
  const message = orderCreated();
  await handlers.authorize(message, handlerContext());
  return { ...handlers, orderId: message.subject };
};

describe('a settlement', () => {
  it.each([
    ['capture', { type: 'PaymentCaptured', data: { amount: 1250 } }],
    ['void', { type: 'PaymentReleased', outcome: 'voided' }],
  ] as const)('by %s is made once, and told of again on redelivery', async (settlement, event) => {
    const { settle, orderId } = await authorized();
    const first = await settle(orderId, settlement);
    expect(first).toMatchObject([event]);
    expect(await settle(orderId, settlement)).toEqual(first);
    expect(await operations(orderId)).toEqual(['authorize', settlement]);
  });

  it('that crashed after the gateway acted is finished on redelivery without a second capture', async () => {
    const { orderId, settle } = await authorized();
    await createSimulatedGateway(aws.runtime).capture(orderId, 1250, AbortSignal.timeout(5_000));
    expect(await settle(orderId, 'capture')).toHaveLength(1);
    expect(await operations(orderId)).toEqual(['authorize', 'capture']);
  });

  it('that comes before the authorization waits for it', async () => {
    await expect(setup().settle(newOrderId(), 'capture')).rejects.toBeInstanceOf(RetryLater);
  });

  it('never voids what was captured', async () => {
    const { settle, orderId } = await authorized();
    await settle(orderId, 'capture');
    await expect(settle(orderId, 'void')).rejects.toBeInstanceOf(Permanent);
    expect(await operations(orderId)).toEqual(['authorize', 'capture']);
  });

  it('never captures what was voided', async () => {
    const { settle, orderId } = await authorized();
    await settle(orderId, 'void');
    await expect(settle(orderId, 'capture')).rejects.toBeInstanceOf(Permanent);
    expect(await operations(orderId)).toEqual(['authorize', 'void']);
  });
});

describe('a refund', () => {
  it('pays back what was captured, once, and a late capture changes nothing', async () => {
    const { settle, orderId } = await authorized();
    const capture = await settle(orderId, 'capture');
    const first = await settle(orderId, 'refund');
    expect(first).toMatchObject([{ type: 'PaymentReleased', outcome: 'refunded', data: { amount: 1250 } }]);
    expect(await settle(orderId, 'refund')).toEqual(first);
    expect(await settle(orderId, 'capture')).toEqual(capture);
    expect(await operations(orderId)).toEqual(['authorize', 'capture', 'refund']);
  });

  it('waits for the capture', async () => {
    const { settle, orderId } = await authorized();
    await expect(settle(orderId, 'refund')).rejects.toBeInstanceOf(RetryLater);
  });
});

describe('the payment of a cancelled order', () => {
  it('is voided when it was authorized', async () => {
    const { cancel, orderId } = await authorized();
    const first = await cancel(shipmentCancelled(orderId), handlerContext());
    expect(first).toMatchObject([{ type: 'PaymentReleased', outcome: 'voided' }]);
    expect(await cancel(shipmentCancelled(orderId), handlerContext())).toEqual(first);
    expect(await operations(orderId)).toEqual(['authorize', 'void']);
  });

  it('is never charged when the cancellation overtook the order', async () => {
    const { cancel, authorize } = setup();
    const message = orderCreated();
    const first = await cancel(shipmentCancelled(message.subject), handlerContext());
    expect(first).toMatchObject([{ type: 'PaymentReleased', outcome: 'not_charged' }]);
    expect(await authorize(message, handlerContext())).toEqual(first);
    const ledger = await ledgerOf(message.subject);
    expect(ledger.map(({ operation, approved }) => `${operation} ${approved}`).sort()).toEqual([
      'authorize false',
      'void undefined',
    ]);
  });

  it('is refused by the gateway when the cancellation came before the gateway was asked', async () => {
    const message = orderCreated();
    const asked = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const { authorize, cancel } = setup((real) => ({
      authorize: async (charge, signal) => {
        asked.resolve();
        await goOn.promise;
        return real.authorize(charge, signal);
      },
    }));
    const authorizing = authorize(message, handlerContext());
    await asked.promise;
    const cancelled = await cancel(shipmentCancelled(message.subject), handlerContext());
    goOn.resolve();
    expect(await authorizing).toEqual(cancelled);
    expect((await operations(message.subject)).sort()).toEqual(['authorize', 'void']);
  });

  it('is voided when the gateway had authorized it, and nobody could store that', async () => {
    const message = orderCreated();
    const { authorize, cancel } = setup((real) => ({
      authorize: async (charge, signal) => {
        await real.authorize(charge, signal);
        throw new GatewayUnavailable('The answer was lost');
      },
    }));
    await expect(authorize(message, handlerContext())).rejects.toThrow('lost');
    const cancelled = await cancel(shipmentCancelled(message.subject), handlerContext());
    expect(cancelled).toMatchObject([{ outcome: 'not_charged' }]);
    expect(await operations(message.subject)).toEqual(['authorize', 'void']);
  });

  it('has nothing to give back when it was declined', async () => {
    const { authorize, cancel } = setup();
    const message = orderCreated(newOrderId(), 'tok_declined');
    await authorize(message, handlerContext());
    expect(await cancel(shipmentCancelled(message.subject), handlerContext())).toEqual([]);
  });

  it('that was captured is a contradiction, for a person to look at', async () => {
    const { settle, cancel, orderId } = await authorized();
    await settle(orderId, 'capture');
    await expect(cancel(shipmentCancelled(orderId), handlerContext())).rejects.toBeInstanceOf(Permanent);
  });
});
