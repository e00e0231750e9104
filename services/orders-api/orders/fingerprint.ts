// Pure: tells a repeated request from another one that uses the same key.
import { shortHash } from '#platform/ids.ts';

/** JSON in which the order of an object's keys makes no difference. For validated bodies: its depth is the schema's. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

export const fingerprintOf = (body: object): string => shortHash(canonicalJson(body));
