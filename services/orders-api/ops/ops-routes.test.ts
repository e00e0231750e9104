// The routes under /ops: who may, what they pass on, what they refuse. With everything around them made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem } from '../testing/expect-problem.ts';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const token = { authorization: 'Bearer operator-token' };
const alice = { ...token, 'x-operator': 'alice' };
const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';

const get = (url: string, headers: Record<string, string> = token) => app.inject({ url, headers });
const post = (url: string, payload: object = {}, headers: Record<string, string> = alice) =>
  app.inject({ method: 'POST', url, payload, headers });

const reads = ['/ops/queues', '/ops/dead-letters', '/ops/dead-letters/payment-queue/aaaa0001', '/ops/audit'];
const actions = [
  '/ops/dead-letters/payment-queue/redrive',
  '/ops/dead-letters/payment-queue/discard',
  `/ops/orders/${orderId}/resume`,
];

describe('the routes under /ops', () => {
  it.each(reads)('GET %s is for operators', async (url) => {
    expectProblem(await get(url, {}), 401);
    expect((await get(url)).statusCode).toBe(200);
  });

  it.each(actions)('POST %s is for operators who say who they are', async (url) => {
    const body = { reason: 'why not', ...(url.endsWith('discard') && { all: true, yes: true }) };
    expectProblem(await post(url, body, { 'x-operator': 'alice' }), 401);
    expect(expectProblem(await post(url, body, token), 400).message).toBe(
      'Missing required header: x-operator',
    );
    const tooLong = { ...token, 'x-operator': 'x'.repeat(101) };
    expectProblem(await post(url, body, tooLong), 400);
    expect(memory.operations.asked).toEqual([]);
    expect((await post(url, body)).statusCode).toBeLessThan(300);
    expect(memory.operations.asked).toMatchObject([{ given: { actor: 'alice', reason: 'why not' } }]);
  });

  it('are shut where no token is configured', async () => {
    const shut = await createMemoryApp({ OPERATOR_TOKEN: '' });
    expectProblem(await shut.app.inject({ url: '/ops/queues', headers: token }), 403);
    await shut.app.close();
  });

  it('name the queues that there are when one is asked for that is not', async () => {
    const answers = [
      await get('/ops/dead-letters?queue=nope'),
      await get('/ops/dead-letters/nope/aaaa0001'),
      await post('/ops/dead-letters/nope/redrive'),
      await post('/ops/dead-letters/nope/discard', { all: true, yes: true, reason: 'x' }),
    ];
    for (const answer of answers)
      expect(expectProblem(answer, 404).message).toMatch(
        /^There is no queue 'nope'. There are: order-queue, .*payment-queue/,
      );
  });

  it('take the name of a dead-letter queue for that of its queue', async () => {
    await post('/ops/dead-letters/payment-queue-dlq/redrive');
    expect(memory.operations.asked).toMatchObject([{ given: { queue: 'payment-queue' } }]);
  });
});

describe('POST /ops/dead-letters/:queue/redrive', () => {
  const url = '/ops/dead-letters/payment-queue/redrive';
  it('passes on what is selected, at most 100 messages', async () => {
    await post(url, { only: 'aaaa0001', orderId, type: 'OrderCreated', limit: 5, dryRun: true });
    await post(url);
    expect(memory.operations.asked).toMatchObject([
      { given: { selection: { only: 'aaaa0001', orderId, type: 'OrderCreated', limit: 5 }, dryRun: true } },
      { given: { selection: { limit: 100 }, dryRun: false } },
    ]);
    expectProblem(await post(url, { limit: 101 }), 400);
  });

  it('names the types that there are when one is asked for that is not', async () => {
    const { message } = expectProblem(await post(url, { type: 'Ordercreated' }), 400);
    expect(message).toMatch(/type must be one of: PlaceOrder, .*OrderCreated/);
    expect(memory.operations.asked).toEqual([]);
  });

  it('answers 404 when there is no such message', async () => {
    expect(expectProblem(await post(url, { only: 'ffff' }), 404).message).toContain('no message ffff');
  });

  it('says in a dry run what would be moved', async () => {
    expect((await post(url, { dryRun: true })).json()).toEqual({
      queue: 'payment-queue',
      messages: [{ messageId: 'aaaa0001', failureReason: 'Permanent: never', outcome: 'planned' }],
      done: 0,
      failed: 0,
      left: 1,
      mayBeMore: false,
    });
  });
});

describe('POST /ops/dead-letters/:queue/discard', () => {
  const url = '/ops/dead-letters/payment-queue/discard';
  it('needs a reason, and to know what', async () => {
    expect(expectProblem(await post(url, { all: true }), 400).message).toBe('Missing required field: reason');
    for (const what of [{}, { only: 'aaaa0001', all: true, yes: true }, { all: false }, { yes: true }])
      expectProblem(await post(url, { ...what, reason: 'x' }), 400);
    expect(memory.operations.asked).toEqual([]);
    expect((await post(url, { only: 'aaaa', reason: 'x' })).json()).toMatchObject({ done: 1, left: 0 });
  });

  it('of all is asked for twice', async () => {
    const once = expectProblem(await post(url, { all: true, reason: 'x' }), 400);
    expect([once.message, once.errors?.[0]?.pointer]).toEqual([
      'all: true discards every dead letter of the queue, for good: add yes: true',
      '/yes',
    ]);
    expect(memory.operations.asked).toEqual([]);
    expect((await post(url, { all: true, yes: true, reason: 'x' })).json()).toMatchObject({ done: 1 });
  });
});

describe('POST /ops/orders/:orderId/resume', () => {
  it('asks for the order to be resumed', async () => {
    const answer = await post(`/ops/orders/${orderId}/resume`, { reason: 'stuck since noon' });
    expect([answer.statusCode, answer.json()]).toEqual([202, expect.objectContaining({ orderId })]);
    expectProblem(await post('/ops/orders/42/resume'), 400);
  });
});

describe('GET /ops/audit', () => {
  it('takes a month, and refuses what is none', async () => {
    expect((await get('/ops/audit?month=2026-10')).json()).toEqual({ month: '2026-10', records: [] });
    for (const month of ['2026', '2026-13', 'october'])
      expectProblem(await get(`/ops/audit?month=${month}`), 400);
  });
});
