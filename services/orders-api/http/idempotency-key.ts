// The Idempotency-Key header: what it may be, and how to read it from a request that was validated.
import type { IncomingHttpHeaders } from 'node:http';
import { Type } from 'typebox';

/** Printable ASCII: what an HTTP header carries unharmed everywhere. */
export const headerText = '^[ -~]+$';

export const IdempotencyHeaders = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      pattern: headerText,
      description:
        'Any text of your own, such as a UUID. Repeat a request with the same key, and it takes effect once.',
    }),
  ),
});

export const idempotencyKeyOf = (headers: IncomingHttpHeaders): string | undefined => {
  const value = headers['idempotency-key'];
  return typeof value === 'string' ? value : undefined;
};
