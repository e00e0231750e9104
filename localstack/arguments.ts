// The command line of `npm start`.
import { parseArgs } from 'node:util';
import type { ServiceName } from '#platform/topology.ts';
import { selectServices } from '../services/registry.ts';

export const usage = `npm start                          an AWS on this machine, and every service
npm start -- payment inventory     these services, on the AWS that the environment names or another terminal runs, or on their own
npm run aws                        the AWS alone, the same as npm start -- --no-services
npm start -- --autoscale           each worker in processes of its own, more of them the more messages wait
npm start -- --free-ports          any free ports, instead of 8080, 4566, 8000 and 8005
`;

export type Wanted = {
  services: ServiceName[];
  /** Services were named: they may join an AWS that another terminal runs. */
  join: boolean;
  ports: 'fixed' | 'free';
  autoscale: boolean;
  help: boolean;
};

/** @throws Error on an unknown option or service */
export const readArguments = (args: string[]): Wanted => {
  const options = {
    'no-services': { type: 'boolean' },
    'free-ports': { type: 'boolean' },
    autoscale: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const names = positionals.length > 0 ? positionals : ['all'];
  return {
    services: values['no-services'] ? [] : selectServices(names),
    join: positionals.length > 0 && !values['no-services'],
    ports: values['free-ports'] ? 'free' : 'fixed',
    autoscale: values.autoscale ?? false,
    help: values.help ?? false,
  };
};
