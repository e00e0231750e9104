import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectProblem } from '../testing/expect-problem.ts';
import { createMemoryApp } from '../testing/memory-dependencies.ts';
import { type RawAnswer, rawRequest, sendInTurn, sendRaw } from '../testing/raw-http.ts';
import { problemOf } from './client-errors.ts';

let app: FastifyInstance;
let url: string;
beforeAll(async () => {
  ({ app } = await createMemoryApp());
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** A problem, and the last answer on its connection. */
const expectRefusal = (answer: RawAnswer | undefined, status: number) => {
  if (!answer) throw new Error('no answer');
  expectProblem({ statusCode: answer.status, headers: answer.headers, body: answer.body }, status);
  expect(answer.headers.connection).toBe('close');
};

describe('a request that Node cannot read', () => {
  it.each([
    ['garbage', 'hello\r\n\r\n', 400],
    ['an impossible header', rawRequest('GET', '/orders', ['a b: c']), 400],
    ['a control character in a header', rawRequest('GET', '/orders', ['a: \x01']), 400],
    ['two lengths', rawRequest('POST', '/orders', ['content-length: 1', 'transfer-encoding: chunked']), 400],
    [
      'a broken chunk',
      rawRequest(
        'POST',
        '/orders',
        ['content-type: application/json', 'transfer-encoding: chunked'],
        'zz\r\n',
      ),
      400,
    ],
    ['HTTP/2 to an HTTP/1.1 server', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['headers of 20 KB', rawRequest('GET', '/orders', [`a: ${'a'.repeat(20_000)}`]), 431],
    ['a URL of 20 KB', rawRequest('GET', `/orders?a=${'a'.repeat(20_000)}`), 414],
  ])('%s is refused as a problem', async (_, bytes, status) => {
    expectRefusal(await sendRaw(url, bytes), status);
  });

  it('in time is told so', () => {
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    expect(problemOf(late).statusCode).toBe(408);
  });

  it('after one that it could read is refused as well', async () => {
    const fine = rawRequest('GET', '/health/live').replace('connection: close\r\n', '');
    const answers = await sendInTurn(url, [fine, 'garbage\r\n\r\n']);
    expect(answers.map(({ status }) => status)).toEqual([200, 400]);
    expectRefusal(answers[1], 400);
  });

  it('in one packet with one that it can read is refused, and the connection closed', async () => {
    const fine = rawRequest('GET', '/health/live').replace('connection: close\r\n', '');
    const answers = await sendInTurn(url, [`${fine}garbage\r\n\r\n`]);
    expectRefusal(answers.at(-1), 400);
  });
});
