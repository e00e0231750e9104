// Which variables local programs fill in, and which they leave alone.
import { describe, expect, it } from 'vitest';
import { namesAws, useEmbeddedAws, useLocalCredentials, useLocalDefaults } from './local-env.ts';

describe('the local environment', () => {
  it('has credentials for nobody, unless there are others', () => {
    const bare: Record<string, string | undefined> = {};
    useLocalCredentials(bare);
    expect(bare).toEqual({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
    const profile: Record<string, string | undefined> = { AWS_PROFILE: 'work' };
    useLocalCredentials(profile);
    expect(profile).toEqual({ AWS_PROFILE: 'work' });
  });

  it('never takes a profile or a session token to the embedded AWS', () => {
    const variables = { AWS_PROFILE: 'work', AWS_SESSION_TOKEN: 'secret', AWS_ACCESS_KEY_ID: 'AKIA' };
    useEmbeddedAws({ AWS_ACCESS_KEY_ID: 'local' }, variables);
    expect(variables).toEqual({ AWS_ACCESS_KEY_ID: 'local' });
  });

  it('fills in what is missing or empty, and nothing else', () => {
    const variables = { HOST: '0.0.0.0', OPERATOR_TOKEN: '' };
    useLocalDefaults(variables);
    expect(variables).toEqual({
      HOST: '0.0.0.0',
      OPERATOR_TOKEN: 'local-operator',
      RECEIVE_WAIT_SECONDS: '2',
    });
  });

  it('names an AWS by any endpoint but that of DynamoDB alone', () => {
    expect(namesAws({})).toBe(false);
    expect(namesAws({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' })).toBe(false);
    expect(namesAws({ AWS_ENDPOINT_URL_SNS: 'http://127.0.0.1:4566' })).toBe(true);
    expect(namesAws({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })).toBe(true);
  });
});
