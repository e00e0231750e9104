// Reads server-sent events over a real connection, one at a time, for tests.
import { get, type IncomingMessage } from 'node:http';

type SseEvent = { event?: string; id?: string; data?: string; retry?: string; comment?: string };

type SseClient = {
  status: number;
  headers: IncomingMessage['headers'];
  /** The next event, comment or retry line; undefined at the end. Waits for it. */
  next: () => Promise<SseEvent | undefined>;
  /** Everything until the server ends the response. */
  rest: () => Promise<SseEvent[]>;
  /** Resolves once the response has ended, to whether it was ended properly. */
  ended: Promise<boolean>;
  hangUp: () => void;
};

export const openStream = async (url: string, headers: Record<string, string> = {}): Promise<SseClient> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = get(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false }, resolve);
  request.on('error', reject);
  const response = await promise;
  const blocks = blocksOf(response);
  const ended = new Promise<boolean>((settle) => response.once('close', () => settle(response.complete)));
  const next = async () => {
    const { value, done } = await blocks.next();
    return done ? undefined : parse(value);
  };
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    next,
    rest: async () => {
      const events: SseEvent[] = [];
      for (let event = await next(); event; event = await next()) events.push(event);
      return events;
    },
    ended,
    hangUp: () => request.destroy(),
  };
};

async function* blocksOf(response: IncomingMessage): AsyncGenerator<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    yield* blocks;
  }
}

const parse = (block: string): SseEvent =>
  Object.fromEntries(
    block.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon) || 'comment', line.slice(colon + 1).trim()];
    }),
  );
