// What the services count while orders go their way, as CloudWatch would read it from their output.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { serviceNames } from '#platform/topology.ts';
import { metricsIn } from '#test/emf.ts';
import { orderBody, post } from '#test/orders.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { startServices } from '../../services/main.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws({ METRICS: 'emf', RESOURCE_PREFIX: 'waybill-test-' });
});
afterAll(() => aws.stop());

const completed = (orderId: string) => consumed('waybill-test-notification-queue', orderId);
const consumed = (queueName: string, text: string, count = 1) =>
  aws.spy.waitForMessages(
    (message) => message.service === 'sqs' && message.queueName === queueName && message.body.includes(text),
    { count, status: 'consumed', timeout: 15_000 },
  );

it('each order counts once at each step, however often its messages come; what fails is counted too', async () => {
  await aws.stock({ p1: 10, empty: 0 });
  const lines: string[] = [];
  const log = createLogger('silent', { write: (line: string) => void lines.push(line) });
  const services = await startServices(serviceNames, { ...aws.runtime, log });
  const place = async (productId: string, change: object = {}): Promise<string> => {
    const response = await fetch(`${services.url}/orders`, post(orderBody([{ productId }], change)));
    return ((await response.json()) as { orderId: string }).orderId;
  };
  const orders = await Promise.all([
    place('p1'),
    place('p1'),
    place('empty'),
    place('p1', { paymentToken: 'tok_declined' }),
  ]);
  await Promise.all(orders.map(completed));
  const { sendBody } = createQueueTools(aws.runtime);
  const first = aws.spy
    .getAllMessages()
    .filter(({ status, service }) => status === 'consumed' && service === 'sqs');
  for (const { queueName, body } of first as { queueName: string; body: string }[]) {
    await sendBody(queueName.replace('waybill-test-', ''), body);
    await consumed(queueName, body, 2);
  }
  await sendBody('shipping-queue', 'poison');
  await aws.spy.waitForMessage(
    (message) => message.service === 'sqs' && message.queueName === 'waybill-test-shipping-queue-dlq',
    'published',
    10_000,
  );
  await services.stop();

  const named = (metric: string, service: string, outcome = '') =>
    `Waybill ${metric} {Environment=waybill-test Service=${service}${outcome}}`;
  // Deliveries may meet, and one of the two then waits.
  const counted = Object.entries(metricsIn(lines)).filter(([name]) => !name.includes('MessagesRetried'));
  expect(Object.fromEntries(counted)).toEqual({
    [named('OrdersReceived', 'orders-api')]: 4,
    [named('OrdersPlaced', 'orders')]: 4,
    [named('OrdersAuthorized', 'payment')]: 3,
    [named('OrdersReserved', 'inventory')]: 2,
    [named('OrdersShipped', 'shipping')]: 2,
    [named('OrdersProcessed', 'orders')]: 4,
    [named('OrdersProcessed', 'orders', ' Outcome=fulfilled')]: 2,
    [named('OrdersProcessed', 'orders', ' Outcome=out_of_stock')]: 1,
    [named('OrdersProcessed', 'orders', ' Outcome=payment_declined')]: 1,
    [named('MailsSent', 'notification')]: 4,
    [named('DeadLettered', 'shipping')]: 1,
  });
});
