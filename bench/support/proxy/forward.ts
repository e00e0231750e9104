// Passes a request on to the emulator behind, over connections that stay open.
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export type Outgoing = { method: string; path: string; headers: IncomingHttpHeaders; body: Buffer };
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
export type Forward = (outgoing: Outgoing) => Promise<Answer>;

/** Milliseconds without a byte from the emulator. */
const silenceMs = 60_000;

/** As AWS does, it carries out what has arrived, even if whoever asked has died. Never rejects: no answer is a 502. */
export const createForward = (upstream: string): Forward => {
  const { hostname: host, port } = new URL(upstream);
  const agent = new Agent({ keepAlive: true });

  const forward: Forward = ({ method, path, headers, body }) =>
    new Promise((resolve) => {
      const outgoing = request({
        host,
        port,
        agent,
        method,
        path,
        headers: { ...headers, 'content-length': body.length },
        timeout: silenceMs,
      });
      const fail = (error: Error) => resolve({ status: 502, headers: {}, body: Buffer.from(error.message) });
      outgoing.once('timeout', () => outgoing.destroy(new Error(`${upstream} is silent`)));
      outgoing.once('error', (error) => {
        if (isStale(outgoing.reusedSocket, error)) resolve(forward({ method, path, headers, body }));
        else fail(error);
      });
      outgoing.once('response', (incoming) => {
        const { statusCode: status = 502, headers: answered } = incoming;
        bodyOf(incoming).then((answer) => resolve({ status, headers: answered, body: answer }), fail);
      });
      outgoing.end(body);
    });
  return forward;
};

/** The emulator closed an idle connection just when we used it, and has not seen the request. */
const isStale = (reusedSocket: boolean, error: Error): boolean =>
  reusedSocket && 'code' in error && error.code === 'ECONNRESET';

export const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const [first] = chunks;
  return chunks.length === 1 && first ? first : Buffer.concat(chunks);
};
