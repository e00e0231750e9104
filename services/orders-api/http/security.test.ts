import { describe, expect, it } from 'vitest';
import { createMemoryApp } from '../testing/memory-dependencies.ts';

describe('too many requests', () => {
  const ask = async (
    variables: Record<string, string>,
    clients: { remoteAddress?: string; forwarded?: string }[],
  ) => {
    const { app } = await createMemoryApp({ RATE_LIMIT_PER_MINUTE: '2', ...variables });
    const responses = [];
    for (const { remoteAddress = '203.0.113.1', forwarded } of clients)
      responses.push(
        await app.inject({
          url: '/orders',
          remoteAddress,
          headers: forwarded ? { 'x-forwarded-for': forwarded } : {},
        }),
      );
    await app.close();
    return responses;
  };
  const statuses = async (...args: Parameters<typeof ask>) =>
    (await ask(...args)).map(({ statusCode }) => statusCode);

  it('from one address are refused for a while, as a problem', async () => {
    const response = (await ask({}, [{}, {}, {}])).at(-1);
    expect(response?.statusCode).toBe(429);
    expect(response?.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '60',
    });
    expect(response?.json().message).toBe('Too many requests; come back in 1 minute');
  });

  it('are counted for each address', async () => {
    const [one, other] = [{ remoteAddress: '203.0.113.1' }, { remoteAddress: '203.0.113.2' }];
    expect(await statuses({}, [one, one, other, one])).toEqual([200, 200, 200, 429]);
  });

  it('are counted for the client behind a load balancer, whatever that client claims', async () => {
    const behind = (forwarded: string) => ({ remoteAddress: '10.0.0.9', forwarded });
    const clients = [
      behind('1.1.1.1, 203.0.113.7'),
      behind('2.2.2.2, 203.0.113.7'),
      behind('203.0.113.7'),
      behind('203.0.113.8'),
    ];
    expect(await statuses({ TRUST_PROXY: 'true' }, clients)).toEqual([200, 200, 429, 200]);
  });

  it('do not become fewer by a header that no proxy sent', async () => {
    const clients = ['1.1.1.1', '2.2.2.2', '3.3.3.3'].map((forwarded) => ({ forwarded }));
    expect(await statuses({}, clients)).toEqual([200, 200, 429]);
  });

  it('count also where they lead nowhere', async () => {
    const { app } = await createMemoryApp({ RATE_LIMIT_PER_MINUTE: '2' });
    const found = [];
    for (let count = 0; count < 3; count += 1) found.push((await app.inject('/nothing')).statusCode);
    expect(found).toEqual([404, 404, 429]);
    await app.close();
  });
});
