// Authorizations of orders that were told of before: what is read of them, and what is not.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import { handlerContext } from '#test/context.ts';
import { orderCreated } from '#test/messages.ts';
import { behind } from '#test/stale-tables.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createAuthorizePayment } from './authorize-payment.ts';
import { type Gateway, GatewayUnavailable } from './gateway.ts';
import { createSimulatedGateway } from './simulated-gateway.ts';
import { createPaymentStore } from './store.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const setup = ({ tables = aws.runtime.tables, gateway = {} as Partial<Gateway> } = {}) => {
  const { runtime } = aws;
  const real = createSimulatedGateway(runtime);
  const deps = { store: createPaymentStore(tables), gateway: { ...real, ...gateway }, now: runtime.now };
  return createAuthorizePayment(deps);
};

const operations = async (orderId: string) =>
  ((await aws.scan('SimulatedGatewayTable')) as LedgerEntry[])
    .filter((entry) => entry.orderId === orderId)
    .map(({ operation }) => operation);

/** An order whose payment is stored, and the event that tells of it. */
const authorized = async () => {
  const message = orderCreated();
  return { message, first: await setup()(message, handlerContext()) };
};

describe('a payment that is known', () => {
  it('needs no gateway', async () => {
    const { message, first } = await authorized();
    const away = () => Promise.reject(new GatewayUnavailable('The gateway is away'));
    const authorize = setup({ gateway: { authorize: away, findAuthorization: away } });
    expect(await authorize(message, handlerContext())).toEqual(first);
  });

  it('is told of as it is stored, though a look missed it', async () => {
    const { message, first } = await authorized();
    const authorize = setup({ tables: behind(aws.runtime.tables, { PaymentsTable: undefined }) });
    expect(await authorize(message, handlerContext())).toEqual(first);
    expect(await operations(message.subject)).toEqual(['authorize']);
  });

  it('is told of as it is stored, though nobody looks for that of a fresh order', async () => {
    const { message, first } = await authorized();
    const fresh = { ...message, at: new Date(aws.runtime.now()).toISOString() };
    const blind = { ...aws.runtime.tables, look: () => Promise.reject(new Error('It was looked for')) };
    expect(await setup({ tables: blind })(fresh, handlerContext())).toEqual(first);
    expect(await operations(message.subject)).toEqual(['authorize']);
  });
});
