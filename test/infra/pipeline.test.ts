// The services on what Terraform made: its queues, topics, filters, tables and sender, and nothing that the provisioner built.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { orderBody, post } from '#test/orders.ts';
import { stock } from '#test/test-aws.ts';
import { requestJson, settled } from '#test/waybill.ts';
import { startServices } from '../../services/main.ts';
import { selectServices } from '../../services/registry.ts';
import { describeStack } from './support/stack.ts';

describeStack('an order on what Terraform made', (stack) => {
  let services: Awaited<ReturnType<typeof startServices>>;
  beforeAll(async () => {
    services = await startServices(selectServices(['all']), stack().runtime);
  });
  afterAll(() => services.stop());

  const place = async (body: object): Promise<string> => {
    const { status, body: answer } = await requestJson(`${services.url}/orders`, post(body));
    expect(status, JSON.stringify(answer)).toBe(202);
    return answer.orderId;
  };

  it('goes through every service to its mail', async () => {
    await stock(stack().runtime, { terraformed: 10 });
    const orderId = await place(orderBody([{ productId: 'terraformed', quantity: 2 }]));
    expect(await settled(services.url ?? '', orderId)).toMatchObject({ status: 'COMPLETED', final: true });
    const { body } = await requestJson(`${services.url}/orders/${orderId}/events`);
    expect(body.events.map(({ type }: { type: string }) => type)).toContain('MailSent');
  });

  it('is released when stock has run out: the way back is there, too', async () => {
    await stock(stack().runtime, { 'sold-out': 0 });
    const orderId = await place(orderBody([{ productId: 'sold-out' }]));
    expect(await settled(services.url ?? '', orderId)).toMatchObject({ status: 'OUT_OF_STOCK', final: true });
  });
});
