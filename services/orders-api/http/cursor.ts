// Paging cursors: opaque to clients, signed so that nobody can make one, and bound to the query that they continue.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../orders/fingerprint.ts';
import { faultyInput, type ProblemError } from './problem.ts';

/** `query` is what the page was asked for, without the cursor itself and the page size. */
export type Cursors = {
  encode: (position: string, query: object) => string;
  /** The position. @throws ProblemError 400 when the cursor was changed, or belongs to another query */
  decode: (cursor: string, query: object) => string;
};

const notOurs = 'cursor was not made by this service: pass nextCursor from a page as it is';

export const createCursors = (secret: string): Cursors => {
  const mac = (...parts: string[]): Buffer =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest().subarray(0, 16);
  return {
    encode: (position, query) => {
      const bound = mac('query', canonicalJson(query)).toString('base64url');
      const signature = mac('cursor', position, bound).toString('base64url');
      return Buffer.from(JSON.stringify([position, bound, signature])).toString('base64url');
    },
    decode: (cursor, query) => {
      const [position, bound, signature] = partsOf(cursor);
      if (!timingSafeEqual(mac('cursor', position, bound), bytesOf(signature))) throw refused(notOurs);
      if (bound !== mac('query', canonicalJson(query)).toString('base64url'))
        throw refused('cursor belongs to another query: page on with the same customerEmail and status');
      return position;
    },
  };
};

/** Sixteen bytes, whatever the text: timingSafeEqual compares only equals in length. */
const bytesOf = (signature: string): Buffer =>
  Buffer.concat([Buffer.from(signature, 'base64url'), Buffer.alloc(16)], 16);

const partsOf = (cursor: string): [position: string, bound: string, signature: string] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === 'string'))
      return parts as [string, string, string];
  } catch {
    // Falls through: whatever it is, it is not one of ours.
  }
  throw refused(notOurs);
};

const refused = (detail: string): ProblemError =>
  faultyInput(400, [{ pointer: '/cursor', detail }], { kind: 'invalid-cursor' });
