// SHA-256 for the SDK's signer. Node takes keys of HMACs quickest as KeyObjects: made anew from the same bytes for each signature,
// they take longer than the signature itself.
import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto';

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** What the SDK asks of a hash: https://smithy.io's Checksum. */
export class QuickSha256 {
  #hash: Hash | Hmac;
  readonly #secret: KeyObject | undefined;

  constructor(secret?: Bytes) {
    this.#secret = secret === undefined ? undefined : keyOf(secret);
    this.#hash = this.#begin();
  }

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    this.#hash = this.#begin();
  }

  #begin(): Hash | Hmac {
    return this.#secret ? createHmac('sha256', this.#secret) : createHash('sha256');
  }
}

/** The signer keeps the keys that it derives, and gives the same arrays again; of secrets there is one, until it is rotated. */
const derived = new WeakMap<object, KeyObject>();
let latest: { secret: string; key: KeyObject } | undefined;

const keyOf = (secret: Bytes): KeyObject => {
  if (typeof secret === 'string') {
    if (latest?.secret !== secret) latest = { secret, key: createSecretKey(secret, 'utf8') };
    return latest.key;
  }
  const known = derived.get(secret);
  if (known) return known;
  const key = createSecretKey(secret as NodeJS.ArrayBufferView);
  derived.set(secret, key);
  return key;
};
