// What the command line of `npm start` asks for.
import { describe, expect, it } from 'vitest';
import { serviceNames } from '#platform/topology.ts';
import { readArguments } from './arguments.ts';

describe('npm start', () => {
  it('runs every service on an AWS of its own', () => {
    expect(readArguments([])).toMatchObject({
      services: serviceNames,
      join: false,
      ports: 'fixed',
      autoscale: false,
    });
  });

  it('runs the services that are named, on an AWS that may be running already', () => {
    expect(readArguments(['payment', 'inventory'])).toMatchObject({
      services: ['payment', 'inventory'],
      join: true,
    });
  });

  it('runs the AWS alone with --no-services', () => {
    expect(readArguments(['--no-services'])).toMatchObject({ services: [], join: false });
  });

  it('scales with --autoscale', () => {
    expect(readArguments(['--autoscale'])).toMatchObject({ services: serviceNames, autoscale: true });
  });

  it('refuses a service or an option that does not exist', () => {
    expect(() => readArguments(['paymnt'])).toThrow(/paymnt.*payment/);
    expect(() => readArguments(['--fast'])).toThrow(/--fast/);
  });
});
