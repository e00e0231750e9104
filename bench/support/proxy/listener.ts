// The proxy before one emulator: delays each call as told, passes it on, and counts it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { callOf, type ServiceName } from './calls.ts';
import { askForCapacity } from './capacity.ts';
import type { createCounters } from './counters.ts';
import { type Answer, bodyOf, createForward, type Outgoing } from './forward.ts';
import { type createMails, recipientsOf } from './mails.ts';
import { type Gate, receive } from './receive.ts';

type Shared = {
  counters: ReturnType<typeof createCounters>;
  mails: ReturnType<typeof createMails>;
  gate: Gate;
  /** Added before a call is passed on. */
  latencyMs: () => number;
};

/** Resolves with its URL. */
export const listenBefore = async (
  service: ServiceName,
  upstream: string,
  { counters, mails, gate, latencyMs }: Shared,
): Promise<string> => {
  const forward = createForward(upstream);

  const pass = (action: string, outgoing: Outgoing, client: ServerResponse): Promise<Answer> => {
    if (action === 'ReceiveMessage') return receive({ forward, gate }, outgoing, () => client.destroyed);
    if (service !== 'dynamodb') return forward(outgoing);
    return forward({ ...outgoing, body: Buffer.from(askForCapacity(action, outgoing.body.toString())) });
  };

  const exchange = async (incoming: IncomingMessage, client: ServerResponse): Promise<Answer> => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const outgoing = { method, path, headers, body: await bodyOf(incoming) };
    const call = callOf(service, outgoing);
    if (latencyMs() > 0) await delay(latencyMs());
    const answer = await pass(call.action, outgoing, client);
    counters.count({ call, request: outgoing.body, status: answer.status, answer: answer.body });
    if (call.action.startsWith('Send') && service === 'ses' && answer.status === 200)
      mails.record(recipientsOf(outgoing.body.toString()));
    return answer;
  };

  const server = createServer((incoming, client) => {
    exchange(incoming, client).then(
      (answer) => reply(client, answer),
      (error: Error) => client.destroy(error),
    );
  });
  // A connection that we closed while a client uses it would look like an outage.
  Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** What concerns the connection to the emulator alone. */
const hopHeaders = ['connection', 'keep-alive', 'transfer-encoding'];

const reply = (client: ServerResponse, { status, headers, body }: Answer): void => {
  const passed = Object.entries(headers).filter(([name]) => !hopHeaders.includes(name));
  client.writeHead(status, { ...Object.fromEntries(passed), 'content-length': body.length });
  client.end(body);
};
