// What was read, by key: at most so much of it, oldest out first. Callers that miss the same key at the same time share one
// read, and its failure.

type RememberedDeps<Value> = {
  load: (keys: string[]) => Promise<ReadonlyMap<string, Value>>;
  now: () => number;
  maxEntries: number;
};

/** `loadedAt` in milliseconds. */
export type Entry<Value> = { value: Promise<Value | undefined>; loadedAt: number; isRenewing: boolean };

export type Remembered<Value> = {
  get: (key: string) => Entry<Value> | undefined;
  /** Reads, and remembers what is there. */
  read: (keys: string[]) => Map<string, Entry<Value>>;
  /** Reads in the background: what is remembered stays until its successor is there, and stays when there is none. */
  renew: (keys: string[]) => void;
  clear: () => void;
};

export const createRemembered = <Value>({
  load,
  now,
  maxEntries,
}: RememberedDeps<Value>): Remembered<Value> => {
  const entries = new Map<string, Entry<Value>>();

  const start = (keys: string[]): Map<string, Entry<Value>> => {
    const loading = load(keys);
    const foundAs = (key: string) => loading.then((found) => found.get(key));
    return new Map(keys.map((key) => [key, { value: foundAs(key), loadedAt: now(), isRenewing: false }]));
  };

  const remember = (key: string, entry: Entry<Value>): void => {
    entries.delete(key);
    entries.set(key, entry);
    const forget = () => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    entry.value.then((found) => {
      if (found === undefined) forget();
    }, forget);
    const oldest = entries.size > maxEntries ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
  };

  const succeed = (key: string, entry: Entry<Value>, successor: Entry<Value>): void => {
    entry.isRenewing = true;
    successor.value.then(
      () => {
        // Unless all was forgotten meanwhile: then nothing that was read before counts.
        if (entries.get(key) === entry) remember(key, successor);
      },
      () => {
        entry.isRenewing = false;
      },
    );
  };

  return {
    get: (key) => entries.get(key),
    read: (keys) => {
      const started = start(keys);
      for (const [key, entry] of started) remember(key, entry);
      return started;
    },
    renew: (keys) => {
      for (const [key, successor] of start(keys)) {
        const entry = entries.get(key);
        if (entry) succeed(key, entry, successor);
      }
    },
    clear: () => entries.clear(),
  };
};
