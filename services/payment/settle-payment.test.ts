// Settlements of payments that were seen as they were a moment ago.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import type { Payment, PaymentState } from '#contracts/payment-record.ts';
import { Permanent } from '#messaging/errors.ts';
import { handlerContext } from '#test/context.ts';
import { orderCreated } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { createSettlePayment } from './settle-payment.ts';
import type { Settlement } from './settlement.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const operations = async (orderId: string) =>
  ((await aws.scan('SimulatedGatewayTable')) as LedgerEntry[])
    .filter((entry) => entry.orderId === orderId)
    .map(({ operation }) => operation)
    .sort();

/** An authorized payment, to be settled by somebody who sees it as it is, or was, or not at all. */
const authorized = async () => {
  const { runtime } = aws;
  const deps = {
    store: createPaymentStore(runtime.tables),
    gateway: createSimulatedGateway(runtime),
    now: runtime.now,
  };
  const message = orderCreated();
  const { subject: orderId } = message;
  await createAuthorizePayment(deps)(message, handlerContext());
  const first = (await deps.store.get(orderId)) as Payment;
  const settle = createSettlePayment(deps);
  return {
    orderId,
    settle: (seen: PaymentState | undefined, settlement: Settlement) =>
      settle(seen && { ...first, state: seen }, settlement, { orderId, signal: AbortSignal.timeout(10_000) }),
  };
};

describe('a settlement of a payment that was seen as it was before', () => {
  it('is made, though the authorization was not to be seen yet', async () => {
    const { settle, orderId } = await authorized();
    expect(await settle(undefined, 'capture')).toMatchObject([{ type: 'PaymentCaptured' }]);
    expect(await operations(orderId)).toEqual(['authorize', 'capture']);
  });

  it('is told of as it is stored, and not made again', async () => {
    const { settle, orderId } = await authorized();
    const captured = await settle('AUTHORIZED', 'capture');
    expect(await settle('AUTHORIZED', 'capture')).toEqual(captured);
    const refunded = await settle('AUTHORIZED', 'refund');
    expect(refunded).toMatchObject([{ type: 'PaymentReleased', outcome: 'refunded' }]);
    expect(await settle('CAPTURED', 'refund')).toEqual(refunded);
    expect(await settle('AUTHORIZED', 'refund')).toEqual(refunded);
    expect(await settle('AUTHORIZED', 'capture')).toEqual(captured);
    expect(await operations(orderId)).toEqual(['authorize', 'capture', 'refund']);
  });

  it.each([
    ['void', 'capture'],
    ['capture', 'void'],
  ] as const)('after a %s, is no %s', async (first, second) => {
    const { settle, orderId } = await authorized();
    await settle('AUTHORIZED', first);
    await expect(settle('AUTHORIZED', second)).rejects.toBeInstanceOf(Permanent);
    expect(await operations(orderId)).toEqual(['authorize', first]);
  });
});
