// Products, remembered for a moment: at load one read serves every order that names the same product. A price may thus
// be seen this much late; a product that is not there is asked for each time, so that a new one can be ordered at once.

type CacheDeps<Value> = {
  load: (keys: string[]) => Promise<ReadonlyMap<string, Value>>;
  now: () => number;
};
type CacheOptions = { ttlMs: number; maxEntries: number };

type Entry<Value> = { value: Promise<Value | undefined>; expiresAt: number };

/** Values by key. Callers that miss the same key at the same time share one read, and its failure. */
export const createCache = <Value>({ load, now }: CacheDeps<Value>, { ttlMs, maxEntries }: CacheOptions) => {
  const entries = new Map<string, Entry<Value>>();

  const remember = (key: string, value: Entry<Value>['value'] = Promise.resolve(undefined)) => {
    const entry = { value, expiresAt: now() + ttlMs };
    entries.delete(key);
    entries.set(key, entry);
    const forget = () => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    value.then((found) => {
      if (found === undefined) forget();
    }, forget);
    const oldest = entries.size > maxEntries ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return value;
  };

  return async (keys: readonly string[]): Promise<Map<string, Value>> => {
    const time = now();
    const wanted = [...new Set(keys)];
    const missing = new Set(wanted.filter((key) => (entries.get(key)?.expiresAt ?? 0) <= time));
    const loading = missing.size > 0 ? load([...missing]) : undefined;
    const values = wanted.map((key) =>
      missing.has(key)
        ? remember(
            key,
            loading?.then((found) => found.get(key)),
          )
        : entries.get(key)?.value,
    );
    const found = new Map<string, Value>();
    for (const [index, value] of (await Promise.all(values)).entries())
      if (value !== undefined) found.set(wanted[index] ?? '', value);
    return found;
  };
};
