// The whole system in this process on an AWS of its own, for tests that use it from outside.
import { seed } from '../../localstack/seed.ts';
import { startServices } from '../../services/main.ts';
import { selectServices } from '../../services/registry.ts';
import { startTestAws, type TestAws } from './test-aws.ts';

export type Waybill = {
  url: string;
  aws: TestAws;
  /** GET or POST with a deadline, answering status, headers and parsed body. */
  request: (path: string, init?: RequestInit) => Promise<{ status: number; headers: Headers; body: Json }>;
  /** Resolves with the order once it is final and its mail was sent. */
  settled: (orderId: string) => Promise<Json>;
  stop: () => Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely by tests
type Json = any;

export const startWaybill = async (variables: Record<string, string> = {}): Promise<Waybill> => {
  const aws = await startTestAws(variables);
  await seed(aws.runtime.tables);
  const services = await startServices(selectServices(['all']), aws.runtime);
  const url = services.url ?? '';
  const request = (path: string, init?: RequestInit) => requestJson(url + path, init);
  return {
    url,
    aws,
    request,
    settled: (orderId) => settled(url, orderId),
    stop: async () => {
      await services.stop();
      await aws.stop();
    },
  };
};

export const requestJson = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(15_000), ...init });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/** Follows the order's stream until the server ends it: no polling, no sleeping. */
export const settled = async (url: string, orderId: string): Promise<Json> => {
  const response = await fetch(`${url}/orders/${orderId}/events`, {
    headers: { accept: 'text/event-stream' },
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Error(`No timeline for order ${orderId}: ${response.status}`);
  await response.text();
  return (await requestJson(`${url}/orders/${orderId}`)).body;
};
