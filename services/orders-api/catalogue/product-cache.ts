// Products, remembered until the catalogue changes: an order seldom waits for a read. A change is seen within seconds
// (./edition-watch.ts); one that somebody made in the table by hand, when the product is read anew. A product that is not there is
// asked for each time, so that a new one can be ordered at once.
import { createEditionWatch } from './edition-watch.ts';
import { createRemembered, type Entry } from './remembered.ts';

type CacheDeps<Value> = {
  /** As the latest write left them. */
  load: (keys: string[]) => Promise<ReadonlyMap<string, Value>>;
  edition: () => Promise<number>;
  now: () => number;
};

/**
 * Milliseconds. Older than `freshForMs`, an entry is given away once more while it is read anew; older than `keptForMs`, it is
 * read before it is given.
 */
type CacheOptions = {
  freshForMs: number;
  keptForMs: number;
  lookEveryMs: number;
  trustedForMs: number;
  maxEntries: number;
};

/** Values by key. */
export const createCache = <Value>({ load, edition, now }: CacheDeps<Value>, options: CacheOptions) => {
  const remembered = createRemembered({ load, now, maxEntries: options.maxEntries });
  const lookAtEdition = createEditionWatch({ read: edition, onNewEdition: remembered.clear, now }, options);

  return async (keys: readonly string[]): Promise<Map<string, Value>> => {
    await lookAtEdition();
    const known = new Map([...new Set(keys)].map((key) => [key, remembered.get(key)]));
    const keysOf = (age: Age) =>
      [...known].filter(([, entry]) => ageOf(entry, now(), options) === age).map(([key]) => key);
    const [stale, missing] = [keysOf('stale'), keysOf('missing')];
    if (stale.length > 0) remembered.renew(stale);
    if (missing.length > 0) for (const [key, entry] of remembered.read(missing)) known.set(key, entry);
    const found = new Map<string, Value>();
    for (const [key, entry] of known) {
      const value = await entry?.value;
      if (value !== undefined) found.set(key, value);
    }
    return found;
  };
};

type Age = 'fresh' | 'stale' | 'missing';

/** One that is being read anew is not stale any more. */
const ageOf = (
  entry: Entry<unknown> | undefined,
  now: number,
  { freshForMs, keptForMs }: CacheOptions,
): Age => {
  if (!entry || now - entry.loadedAt >= keptForMs) return 'missing';
  return now - entry.loadedAt >= freshForMs && !entry.isRenewing ? 'stale' : 'fresh';
};
