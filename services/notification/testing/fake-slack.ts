// For tests: a Slack webhook that answers each message as it is told, and keeps what it was sent.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

type Answer = { status: number; text?: string; headers?: Record<string, string> };

/** The nth message is answered by the nth of `answers`, the rest by `200 ok`. Of a `path` that nobody could guess. */
export const startFakeSlack = async (answers: readonly Answer[] = []) => {
  const messages: { text: string }[] = [];
  const server = createServer(async (request, response) => {
    const { status, text = 'ok', headers = {} } = answers[messages.length] ?? { status: 200 };
    messages.push((await json(request)) as { text: string });
    response.writeHead(status, headers).end(text);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/T0/B0/hush`,
    messages,
    stop: async () => {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
};
