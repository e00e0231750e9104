// Identifiers. What must be the same on every attempt is derived by hash; what must be new is a UUIDv7.
import { createHash, randomUUID } from 'node:crypto';

export const sha256 = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** 128 bits of it in 22 characters: as good where nobody gains by two things that have the same, and a third as long. */
export const shortHash = (...parts: string[]): string =>
  Buffer.from(sha256(...parts).slice(0, 32), 'hex').toString('base64url');

const asUuid = (hex: string, version: 7 | 8): string =>
  [
    hex.slice(0, 8),
    hex.slice(8, 12),
    version + hex.slice(13, 16),
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');

/** A UUIDv8 that the same parts always give. */
export const derivedUuid = (...parts: string[]): string => asUuid(sha256(...parts), 8);

/** 32 hex digits, 122 bits of them random; far quicker than randomBytes, whose entropy is not pooled. */
export const randomHex = (): string => randomUUID().replaceAll('-', '');

/** A UUIDv7: its first 48 bits are `now` in milliseconds. */
export const timeUuid = (now: number): string =>
  asUuid(now.toString(16).padStart(12, '0') + randomHex().slice(12), 7);

/** The time in a UUIDv7, in milliseconds; undefined for another version. */
export const timeOfUuid = (uuid: string): number | undefined =>
  uuid[14] === '7' ? Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16) : undefined;

/** What keys OrdersTable's index byCustomer: tells customers apart without showing their address. */
export const customerKeyOf = (email: string): string => shortHash('customer', email.toLowerCase());
