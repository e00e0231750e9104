// The service as a process runs it, on a real AWS: what it sends, and how it stops.
import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Env, readEnv } from '#platform/env.ts';
import { createRuntime, type RunningService } from '#platform/runtime.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { putOrder } from '#test/stored-order.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { service } from './server.ts';
import { body, storedOrder } from './testing/samples.ts';
import { openStream } from './testing/sse-client.ts';

let test: TestAws;
beforeAll(async () => {
  test = await startTestAws();
  await test.stock({ p1: 10 });
});
afterAll(() => test.stop());

/** A service that consumes nothing drains faster than the environment lets workers do. */
const start = async (settings: Partial<Env> = {}): Promise<Required<RunningService>> => {
  const env = { ...readEnv({ PORT: '0', ...test.variables }), DRAIN_SECONDS: 2, ...settings };
  const { url = '', stop } = await service.start({ ...test.runtime, env });
  return { url, stop };
};
const order = () => ({ ...body(), items: [{ productId: 'p1', productName: 'x', quantity: 2, price: 5 }] });
const place = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(order()),
  });

describe('the service', () => {
  it('has the order in the queue when it says that it is accepted, once for two requests at once', async () => {
    const { url, stop } = await start();
    const key = { 'idempotency-key': 'once' };
    const answers = await Promise.all([place(url, key), place(url, key)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    const ids = await Promise.all(
      answers.map(async (answer) => ((await answer.json()) as { orderId: string }).orderId),
    );
    expect(new Set(ids).size).toBe(1);
    const [sent] = await createQueueTools(test.runtime).receive('order-queue', 1);
    const message = JSON.parse(sent?.Body ?? '');
    expect(message).toMatchObject({ type: 'PlaceOrder', subject: ids[0], source: '/waybill/orders-api' });
    expect(message.data.order).toMatchObject({ total: 1_000, lines: [{ productName: 'Product p1' }] });
    await stop();
  });

  it('is ready, and serves its pages', async () => {
    const { url, stop } = await start();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    const page = await fetch(`${url}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await page.text()).toMatch(/^<!doctype html>/i);
    await stop();
  });

  it('is alive but not ready, and answers 503, while AWS is away', async () => {
    const variables = { ...test.variables, AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:1' };
    const runtime = createRuntime(readEnv({ HOST: '127.0.0.1', PORT: '0', ...variables }));
    const { url = '', stop } = await service.start(runtime);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    for (const answer of [await fetch(`${url}/orders`), await place(url)]) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      expect(await answer.text()).not.toMatch(/ECONN|127\.0\.0\.1/);
    }
    await stop();
    runtime.aws.close();
  });
});

describe('stopping', () => {
  it('finishes the request in flight, ends the streams, and hangs up on idle connections', async () => {
    const { url, stop } = await start();
    const stored = storedOrder();
    await putOrder(test.runtime, stored);
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) =>
      request(`${url}/health/live`, { agent }, (answer) => answer.resume().on('end', resolve)).end(),
    );
    const stream = await openStream(`${url}/orders/${stored.orderId}/events`);
    await stream.next();
    const inFlight = sendSlowly(url);
    await inFlight.begun;
    const stopping = stop();
    await stream.rest();
    expect(await stream.ended).toBe(true);
    inFlight.finish();
    expect(await inFlight.status).toBe(202);
    await stopping;
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });

  it('behind a load balancer goes on serving for a moment after it says that it is not ready', async () => {
    const { url, stop } = await start({ TRUST_PROXY: true });
    const stopping = stop();
    expect((await fetch(`${url}/health/ready`)).status).toBe(503);
    expect((await place(url)).status).toBe(202);
    await stopping;
  });

  it('does not wait for ever for a client that never finishes', async () => {
    const { url, stop } = await start({ DRAIN_SECONDS: 1 });
    const stuck = sendSlowly(url);
    await stuck.begun;
    await Promise.all([stop(), expect(stuck.status).rejects.toThrow()]);
  });
});

/** An order whose body arrives in two halves; the second one when the test says so. */
const sendSlowly = (url: string) => {
  const text = JSON.stringify(order());
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    expect: '100-continue',
  };
  const sending = request(`${url}/orders`, { method: 'POST', headers, agent: false });
  const status = new Promise<number | undefined>((resolve, reject) => {
    sending.on('response', (answer) => answer.resume().on('end', () => resolve(answer.statusCode)));
    sending.on('error', reject);
  });
  // 100 Continue says that the server has the request and waits for its body.
  const begun = new Promise<void>((resolve) => sending.on('continue', () => resolve()));
  sending.flushHeaders();
  return { status, begun, finish: () => sending.end(text) };
};
