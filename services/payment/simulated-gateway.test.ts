import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { handlerContext } from '#test/context.ts';
import { newOrderId } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import type { Charge } from './gateway.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const operations = async (orderId: string) =>
  ((await aws.scan('SimulatedGatewayTable')) as LedgerEntry[])
    .filter((entry) => entry.orderId === orderId)
    .map(({ operation }) => operation);

describe('an authorization that gets through at the third attempt', () => {
  it('leaves no more behind when it is repeated', async () => {
    const { authorize } = createSimulatedGateway(aws.runtime);
    const charge: Charge = {
      orderId: newOrderId(),
      amount: 500,
      currency: 'USD',
      method: 'CARD',
      token: 'tok_error',
    };
    const { signal } = handlerContext();
    for (const attempt of [1, 2])
      await expect(authorize(charge, signal)).rejects.toThrow(`attempt ${attempt}`);
    expect(await authorize(charge, signal)).toEqual({ approved: true });
    const before = await aws.scan('SimulatedGatewayTable');
    expect(await authorize(charge, signal)).toEqual({ approved: true });
    expect(await aws.scan('SimulatedGatewayTable')).toEqual(before);
  });
});

describe('a void that comes before the authorization', () => {
  it('has the last word', async () => {
    const gateway = createSimulatedGateway(aws.runtime);
    const orderId = newOrderId();
    const charge: Charge = { orderId, amount: 500, currency: 'USD', method: 'CARD', token: 'tok_approved' };
    const { signal } = handlerContext();
    await gateway.void(orderId, 500, signal);
    expect(await gateway.authorize(charge, signal)).toMatchObject({ approved: false });
    expect((await operations(orderId)).sort()).toEqual(['authorize', 'void']);
  });
});
