// Routes for operators, with everything around it made of memory.
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryApp, type MemoryDependencies } from '../testing/memory-dependencies.ts';

let app: FastifyInstance;
let memory: MemoryDependencies;
beforeEach(async () => {
  ({ app, memory } = await createMemoryApp());
});
afterEach(() => app.close());

const put = (payload: object, headers: Record<string, string>) =>
  app.inject({ method: 'PUT', url: '/products/p9', payload, headers });

describe('an operator', () => {
  it('must have the token, and learns so before the body is read', async () => {
    for (const authorization of [
      '',
      'Bearer',
      'Bearer wrong-token',
      'Basic operator-token',
      'Bearer operator-token x',
    ]) {
      const response = await put({ nonsense: true }, { authorization });
      expect([authorization, response.statusCode]).toEqual([authorization, 401]);
      expect(response.headers['www-authenticate']).toMatch(/^Bearer realm="operator"/);
      expect(response.headers['content-type']).toBe('application/problem+json');
    }
    expect(memory.sent).toEqual([]);
  });

  it('is told how to open the routes when no token is configured', async () => {
    const shut = await createMemoryApp({ OPERATOR_TOKEN: '' });
    const response = await shut.app.inject({
      method: 'PUT',
      url: '/products/p9',
      payload: {},
      headers: { authorization: 'Bearer operator-token' },
    });
    expect(response.statusCode).toBe(403);
    expect(response.json().message).toContain('set OPERATOR_TOKEN');
    await shut.app.close();
  });
});
