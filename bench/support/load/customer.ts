// A customer's HTTP: posts orders over connections that stay open, as cheaply as Node can.
import { Agent, request } from 'node:http';

type Post = (body: object) => Promise<number>;

/** Milliseconds until an answer. */
const deadlineMs = 30_000;
const maxSockets = 512;

/** Resolves with the status. @throws Error when no answer comes */
export const createPost = (url: string): Post => {
  const { hostname: host, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets });
  return (body) =>
    new Promise((resolve, reject) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const headers = { 'content-type': 'application/json', 'content-length': bytes.length };
      const outgoing = request({ host, port, agent, method: 'POST', path: '/orders', headers });
      outgoing.setTimeout(deadlineMs, () => outgoing.destroy(new Error(`${url} is silent`)));
      outgoing.once('error', reject);
      outgoing.once('response', (incoming) => {
        incoming.resume();
        incoming.once('error', reject);
        incoming.once('end', () => resolve(incoming.statusCode ?? 0));
      });
      outgoing.end(bytes);
    });
};
