// Sends bytes that no HTTP client would, and reads what comes back, for tests.
import { connect } from 'node:net';

export type RawAnswer = { status: number; headers: Record<string, string>; body: string };

/** Resolves when the server has closed the connection. @throws Error when it did not answer */
export const sendRaw = async (url: string, bytes: string | Buffer): Promise<RawAnswer> => {
  const [answer] = await sendInTurn(url, [bytes]);
  if (!answer) throw new Error('no answer');
  return answer;
};

/** Each request once the one before is answered, all over one connection; resolves when the server has closed that. */
export const sendInTurn = (url: string, requests: readonly (string | Buffer)[]): Promise<RawAnswer[]> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const [first = '', ...waiting] = requests;
    let received = Buffer.alloc(0);
    let answered = 0;
    socket.setTimeout(10_000, () => socket.destroy(new Error('no end to the answer')));
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const complete = answersIn(received).length;
      const next = complete > answered ? waiting.shift() : undefined;
      if (next !== undefined) socket.write(next);
      answered = complete;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answersIn(received)));
    socket.write(first);
  });

/** A request as text, that asks for the connection to be closed after it. */
export const rawRequest = (method: string, path: string, headers: string[] = [], body = ''): string =>
  [`${method} ${path} HTTP/1.1`, 'host: x', 'connection: close', ...headers, '', body].join('\r\n');

/** The answers that are complete; their length is what their Content-Length says. */
const answersIn = (bytes: Buffer): RawAnswer[] => {
  const end = bytes.indexOf('\r\n\r\n') + 4;
  if (end < 4) return [];
  const { status, headers } = parseHead(bytes.toString('latin1', 0, end - 4));
  const next = end + Number(headers['content-length'] ?? 0);
  if (bytes.length < next) return [];
  return [{ status, headers, body: bytes.toString('utf8', end, next) }, ...answersIn(bytes.subarray(next))];
};

const parseHead = (head: string): Pick<RawAnswer, 'status' | 'headers'> => {
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 2),
  ]);
  return { status: Number(statusLine.split(' ')[1]), headers: Object.fromEntries(headers) };
};
