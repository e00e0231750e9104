// For tests: an AWS that keeps what it was sent, and answers as it is told.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Recorded = { method: string; path: string; headers: Record<string, unknown>; body: string };
/** 'hangUp': the connection ends without an answer. */
export type Reply = { status?: number; headers?: Record<string, string>; body: string } | 'hangUp';

export const startRecordingAws = async (reply: (request: Recorded) => Reply) => {
  const requests: Recorded[] = [];
  const server = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const { method = '', url: path = '', headers } = incoming;
    const request = { method, path, headers, body };
    requests.push(request);
    const answer = reply(request);
    if (answer === 'hangUp') incoming.socket.destroy();
    else response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
