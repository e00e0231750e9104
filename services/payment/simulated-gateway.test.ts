import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId, orderCreated } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { type Charge, GatewayUnavailable } from './gateway.ts';
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
    .map(({ operation }) => operation);

/** A gateway whose ledger is in the middle of another transaction. */
const busyGateway = () => {
  const { dynamo } = aws.runtime.aws;
  const conflict = new TransactionCanceledException({
    message: 'Transaction cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
  });
  const busy = Object.create(dynamo) as typeof dynamo;
  busy.send = () => Promise.reject(conflict);
  return createSimulatedGateway({ ...aws.runtime, aws: { ...aws.runtime.aws, dynamo: busy } });
};

describe('a gateway that is at the same order already', () => {
  it('has not answered: the payment is neither declined nor charged twice', async () => {
    const { now } = aws.runtime;
    const store = createPaymentStore(aws.runtime.aws);
    const real = createSimulatedGateway(aws.runtime);
    const authorizeWith = (authorize: typeof real.authorize) =>
      createAuthorizePayment({ store, gateway: { ...real, authorize }, now });
    const message = orderCreated();
    const busy = authorizeWith(busyGateway().authorize)(message, handlerContext());
    await expect(busy).rejects.toBeInstanceOf(GatewayUnavailable);
    const later = await authorizeWith(real.authorize)(message, handlerContext());
    expect(later).toMatchObject([{ outcome: 'authorized' }]);
    expect(await operations(message.subject)).toEqual(['authorize']);
  });
});

describe('a void that comes before the authorization', () => {
  it('keeps it from being made', async () => {
    const gateway = createSimulatedGateway(aws.runtime);
    const orderId = newOrderId();
    const charge: Charge = { orderId, amount: 500, currency: 'USD', method: 'CARD', token: 'tok_approved' };
    const { signal } = handlerContext();
    await gateway.void(orderId, 500, signal);
    expect(await gateway.authorize(charge, signal)).toMatchObject({ approved: false });
    expect(await operations(orderId)).toEqual(['void']);
  });
});
