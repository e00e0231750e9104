import { describe, expect, it } from 'vitest';
import { embeddedEnv, fixedPorts } from '../../../localstack/embedded.ts';
import { localEndpoints } from '../ops.ts';
import { chooseTarget, type TargetFlags } from './target.ts';
import { Fault } from './terminal.ts';

const local = { messaging: 'http://127.0.0.1:4566', dynamo: 'http://127.0.0.1:8000' };
const choose = (variables: Record<string, string> = {}, flags: Partial<TargetFlags> = {}) =>
  chooseTarget({ local: false, aws: false, ...flags }, variables, local);

const profile = { AWS_PROFILE: 'work' };
const named = { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' };

describe('without a flag', () => {
  it('and without credentials or endpoints, the Waybill on this machine is meant', () => {
    expect(choose()).toMatchObject({
      kind: 'local',
      label: 'AWS: http://127.0.0.1:4566 (local)',
      set: {
        AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4566',
        AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
        AWS_ACCESS_KEY_ID: 'local',
      },
    });
    expect(choose({ AWS_PROFILE: '' }).kind).toBe('local');
  });

  it('the endpoints that the environment names are meant, with its credentials or none', () => {
    expect(choose(named)).toMatchObject({ kind: 'named', label: 'AWS: http://127.0.0.1:1 (local)' });
    expect(choose(named).set).toEqual({ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' });
    expect(choose({ ...named, ...profile }).set).toEqual({});
    const remote = choose({ AWS_ENDPOINT_URL: 'https://aws.example', RESOURCE_PREFIX: 'staging-' });
    expect(remote.label).toBe('AWS: https://aws.example, resources staging-*');
  });

  it('an endpoint of DynamoDB alone is one part of the Waybill on this machine', () => {
    expect(choose({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' })).toMatchObject({
      kind: 'local',
      set: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' },
    });
  });

  it.each([{ AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1' }, { AWS_ENDPOINT_URL_DYNAMODB: 'x', ...profile }])(
    'half of the endpoints is refused: the other half would be AWS itself (%j)',
    (variables) => {
      expect(() => choose(variables)).toThrow(
        /AWS_ENDPOINT_URL_(SQS|DYNAMODB): those calls would reach AWS itself/,
      );
    },
  );

  it.each(['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'])(
    'with %s, AWS itself is what it seems to be',
    (name) => {
      const target = choose({ [name]: 'x', AWS_REGION: 'eu-west-1' });
      expect(target).toEqual({ kind: 'guessed', label: 'AWS: eu-west-1', set: {}, unset: [] });
    },
  );
});

describe('a flag', () => {
  it('--local means the Waybill on this machine, whatever the environment says', () => {
    const target = choose({ ...named, ...profile, AWS_SESSION_TOKEN: 'x' }, { local: true });
    expect(target).toMatchObject({ kind: 'local', set: { AWS_ENDPOINT_URL_DYNAMODB: local.dynamo } });
    expect(target.unset).toEqual(expect.arrayContaining(['AWS_PROFILE', 'AWS_SESSION_TOKEN']));
  });

  it('--aws means AWS itself, and not while the environment names an endpoint', () => {
    expect(choose({}, { aws: true })).toMatchObject({ kind: 'aws', label: 'AWS: us-east-1' });
    expect(() => choose(named, { aws: true })).toThrow(/AWS_ENDPOINT_URL_SQS.* is set/);
    expect(() => choose({}, { aws: true, local: true })).toThrow(Fault);
  });
});

it('this machine is where npm start puts its AWS, with the same credentials', () => {
  const urls = { messaging: localEndpoints.messaging, dynamo: localEndpoints.dynamo, mail: '' };
  expect(localEndpoints).toEqual({
    messaging: `http://127.0.0.1:${fixedPorts.messaging}`,
    dynamo: `http://127.0.0.1:${fixedPorts.dynamo}`,
  });
  const { AWS_ENDPOINT_URL_SESV2: _, AWS_ACCOUNT_ID: __, ...started } = embeddedEnv(urls);
  expect(choose().set).toEqual(started);
});

describe('an environment by its name', () => {
  it('is on AWS itself, whatever runs on this machine', () => {
    const target = choose({ RESOURCE_PREFIX: 'waybill-dev-' }, { environment: 'dev' });
    expect(target).toMatchObject({ kind: 'aws', label: 'AWS: us-east-1, resources waybill-dev-*' });
  });

  it('is on the AWS that the endpoints name, where they do', () => {
    expect(choose(named, { environment: 'dev' })).toMatchObject({ kind: 'named' });
    expect(() => choose({ AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' }, { environment: 'dev' })).toThrow(
      /those calls would reach AWS itself/,
    );
  });

  it('is never the Waybill on this machine', () => {
    expect(() => choose({}, { environment: 'dev', local: true })).toThrow(Fault);
  });
});
