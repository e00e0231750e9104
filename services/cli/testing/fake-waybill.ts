// For tests: a Waybill that answers as it is told, on a port of its own.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { PlaceOrderBody, ProductView, TimelineEvent } from '#contracts/http.ts';

export const orderId = '0198a3f2-7c11-7abc-8def-0123456789ab';

export const products: ProductView[] = [
  { productId: 'p0', name: 'Sold Out', description: '', price: 1, currency: 'USD', available: 0 },
  { productId: 'p1', name: 'Enamel Mug', description: '', price: 14.99, currency: 'USD', available: 9 },
  { productId: 'p2', name: 'Teapot', description: '', price: 49.5, currency: 'USD', available: 9 },
];

/** One connection to the event stream: an HTTP error, or what is sent and how it ends. */
type Connection = { status: number } | { sends: string; ending: 'end' | 'break' | 'never' };

export type Script = {
  /** Answers to POST /orders, one after the other; the last one repeats. */
  orders?: { status: number; body: object }[];
  /** Connections to the event stream, one after the other; the last one repeats. */
  streams?: Connection[];
};

type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body?: unknown };

export const sse = (...events: Partial<TimelineEvent>[]): string =>
  events
    .map((event, index) => {
      const id = event.id ?? `${index + 1}.0`;
      const data = {
        id,
        type: 'OrderCreated',
        title: 'Received',
        status: 'RECEIVED',
        at: '2025-11-20T09:25:00.000Z',
      };
      return `id: ${id}\ndata: ${JSON.stringify({ ...data, ...event })}\n\n`;
    })
    .join('');

export const end = 'event: end\ndata: {}\n\n';

const accepted = { status: 202, body: { message: 'Order accepted for processing', orderId } };

export const startFakeWaybill = async (script: Script) => {
  const [orders, streams] = [[...(script.orders ?? [accepted])], [...(script.streams ?? [])]];
  const asked: Asked[] = [];
  const streaming = Promise.withResolvers<void>();
  const next = <T>(list: T[]): T | undefined => (list.length > 1 ? list.shift() : list[0]);
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const body = method === 'POST' ? ((await json(request)) as PlaceOrderBody) : undefined;
    asked.push({ method, path: url, headers, body });
    if (url.startsWith('/products')) return sendJson(response, 200, pageOf(url));
    if (method === 'POST') {
      const { status, body: answer } = next(orders) ?? accepted;
      return sendJson(response, status, answer);
    }
    streaming.resolve();
    return stream(response, next(streams) ?? { status: 404 });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    /** Resolves when somebody asks for the event stream. */
    streaming: streaming.promise,
    stop: async () => {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
};

/** One product a page. */
const pageOf = (url: string) => {
  const index = Number(new URL(url, 'http://waybill').searchParams.get('cursor') ?? 0);
  const nextCursor = index + 1 < products.length ? { nextCursor: String(index + 1) } : {};
  return { products: products.slice(index, index + 1), ...nextCursor };
};

const sendJson = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const stream = (response: ServerResponse, connection: Connection): void => {
  if ('status' in connection) {
    sendJson(response, connection.status, {});
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(connection.sends, () => {
    if (connection.ending === 'end') response.end();
    if (connection.ending === 'break') response.destroy();
  });
};
