// Requests so broken that Node cannot parse them: they never become a Fastify request, so the answer is written by hand.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError, problemBody } from './problem.ts';

/** `rawPacket` is what Node had read of the request. */
type ParserError = Error & { code?: string; rawPacket?: unknown };

/** Node allows 16 KiB for the request line and the headers together; this much of it may be the request line. */
const maxRequestLine = 8_192;

/** The response that is on its way over a socket: Node itself looks here before it answers a broken request. */
type ServerSocket = Socket & { _httpMessage?: { headersSent: boolean } | null };

/** Answers and hangs up; a client that has gone, or to whom an answer has begun, gets nothing. */
export const answerClientError = (error: ParserError, socket: ServerSocket): void => {
  const hasBegun = socket._httpMessage?.headersSent ?? false;
  if (error.code === 'ECONNRESET' || !socket.writable || hasBegun) socket.destroy();
  else socket.end(responseTo(error), () => socket.destroy());
};

const responseTo = (error: ParserError): string => {
  const problem = problemOf(error);
  const body = JSON.stringify(problemBody(problem));
  return [
    `HTTP/1.1 ${problem.statusCode} ${STATUS_CODES[problem.statusCode]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n');
};

/** Pure. */
export const problemOf = ({ code, rawPacket }: ParserError): ProblemError => {
  if (code === 'HPE_HEADER_OVERFLOW')
    return isLongRequestLine(rawPacket)
      ? new ProblemError(414, 'The URL is too long')
      : new ProblemError(431, 'The headers are too large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new ProblemError(408, 'The request did not arrive in time');
  return new ProblemError(400, 'This is not a valid HTTP request');
};

const isLongRequestLine = (packet: unknown): boolean => {
  if (!Buffer.isBuffer(packet)) return false;
  const end = packet.indexOf('\r\n');
  return (end === -1 ? packet.length : end) > maxRequestLine;
};
