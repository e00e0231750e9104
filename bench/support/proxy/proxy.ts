// The counting proxy, in a process of its own: between the clients and each of the emulators.
import { answerCalls, type Helper, startHelper } from '../helper-process.ts';
import type { ServiceName } from './calls.ts';
import { createCounters } from './counters.ts';
import { listenBefore } from './listener.ts';
import { createMails } from './mails.ts';
import { createGate } from './receive.ts';

const endpointVariables: [ServiceName, string][] = [
  ['sqs', 'AWS_ENDPOINT_URL_SQS'],
  ['sns', 'AWS_ENDPOINT_URL_SNS'],
  ['dynamodb', 'AWS_ENDPOINT_URL_DYNAMODB'],
  ['ses', 'AWS_ENDPOINT_URL_SESV2'],
];

const counters = createCounters();
const mails = createMails();
const gate = createGate();
let latencyMs = 0;

const methods = {
  /** Takes the emulators' endpoints, and resolves with those to use instead. */
  start: async (endpoints: Record<string, string>): Promise<Record<string, string>> => {
    const listen = async ([service, variable]: [ServiceName, string]) => {
      const shared = { counters, mails, gate, latencyMs: () => latencyMs };
      return [variable, await listenBefore(service, endpoints[variable] ?? '', shared)] as const;
    };
    return { ...endpoints, ...Object.fromEntries(await Promise.all(endpointVariables.map(listen))) };
  },
  /** Milliseconds that each call takes longer from now on. */
  setLatency: (ms: number): void => {
    latencyMs = ms;
  },
  reset: (): void => {
    counters.reset();
    mails.reset();
  },
  counts: counters.read,
  watch: counters.watch,
  mailCounts: mails.counts,
  mailsUntil: mails.until,
  openGate: gate.open,
  closeGate: gate.close,
};

export type CountingProxy = Helper<typeof methods>;

/** Resolves with the proxy, and the environment that leads clients through it. */
export const startProxy = async (endpoints: Record<string, string>) => {
  const proxy: CountingProxy = startHelper<typeof methods>(import.meta.filename);
  return { proxy, variables: await proxy.call('start', endpoints) };
};

if (import.meta.main) answerCalls(methods);
