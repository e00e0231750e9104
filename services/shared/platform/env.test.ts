import { describe, expect, it } from 'vitest';
import { readEnv } from './env.ts';

describe('the environment', () => {
  it('has defaults for all that it can', () => {
    expect(readEnv({})).toMatchObject({ PORT: 8080, AWS_REGION: 'us-east-1', CONSUMERS_PER_QUEUE: 4 });
  });

  it('reads numbers and booleans, and takes an empty variable as not set', () => {
    expect(readEnv({ PORT: '9090', TRUST_PROXY: 'true', LOG_LEVEL: '' })).toMatchObject({
      PORT: 9090,
      TRUST_PROXY: true,
      LOG_LEVEL: 'info',
    });
  });

  it('is refused when a drain could not finish what it has begun', () => {
    expect(() => readEnv({ DRAIN_SECONDS: '30', RECEIVE_WAIT_SECONDS: '20' })).toThrow('DRAIN_SECONDS');
    expect(readEnv({ DRAIN_SECONDS: '32', RECEIVE_WAIT_SECONDS: '2' }).DRAIN_SECONDS).toBe(32);
  });

  it.each([
    ['PORT', 'eighty'],
    ['LOG_LEVEL', 'loud'],
    ['AWS_ENDPOINT_URL', 'not a url'],
    ['AWS_ACCOUNT_ID', '12'],
  ])('is refused when %s is wrong, by its name', (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(name);
  });
});
