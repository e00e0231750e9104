import { describe, expect, it } from 'vitest';
import { createCache } from './product-cache.ts';

const setup = (maxEntries = 3) => {
  const clock = { now: 0 };
  const reads: string[][] = [];
  const values = new Map([...'abcdef'].map((key) => [key, key.toUpperCase()]));
  const answers: { fail?: Error } = {};
  const catalogue = { edition: 1 };
  const load = async (keys: string[]) => {
    reads.push(keys);
    if (answers.fail) throw answers.fail;
    return new Map(keys.flatMap((key) => (values.has(key) ? [[key, values.get(key) ?? '']] : [])));
  };
  return {
    clock,
    reads,
    values,
    answers,
    catalogue,
    find: createCache(
      { load, edition: async () => catalogue.edition, now: () => clock.now },
      { lookEveryMs: 1_000, trustedForMs: 3_000, freshForMs: 60_000, keptForMs: 900_000, maxEntries },
    ),
  };
};

describe('the cache', () => {
  it('reads what it does not know, all at once, and each key once', async () => {
    const { find, reads } = setup();
    expect(await find(['a', 'b', 'a'])).toEqual(
      new Map([
        ['a', 'A'],
        ['b', 'B'],
      ]),
    );
    expect(await find(['b', 'c'])).toEqual(
      new Map([
        ['b', 'B'],
        ['c', 'C'],
      ]),
    );
    expect(reads).toEqual([['a', 'b'], ['c']]);
  });

  it('lets callers who miss at the same time share a read', async () => {
    const { find, reads } = setup();
    await Promise.all([find(['a']), find(['a']), find(['a', 'b'])]);
    expect(reads).toEqual([['a'], ['b']]);
  });

  it('forgets everything when the catalogue has changed', async () => {
    const { find, reads, clock, values, catalogue } = setup();
    await find(['a']);
    values.set('a', 'new');
    catalogue.edition = 2;
    clock.now = 999;
    expect((await find(['a'])).get('a')).toBe('A');
    clock.now = 3_000;
    expect((await find(['a'])).get('a')).toBe('new');
    expect(reads).toHaveLength(2);
  });

  it('gives what a minute has passed over once more, and reads it anew for the next', async () => {
    const { find, reads, clock, values } = setup();
    await find(['a']);
    values.set('a', 'new');
    clock.now = 60_000;
    expect((await Promise.all([find(['a']), find(['a'])])).map((found) => found.get('a'))).toEqual([
      'A',
      'A',
    ]);
    expect((await find(['a'])).get('a')).toBe('new');
    expect(reads).toHaveLength(2);
  });

  it('keeps what it has when it cannot be read anew, and tries again', async () => {
    const { find, reads, clock, answers } = setup();
    await find(['a']);
    clock.now = 60_000;
    answers.fail = new Error('no answer');
    await find(['a']);
    expect((await find(['a'])).get('a')).toBe('A');
    expect(reads).toHaveLength(3);
  });

  it('lets whoever asks for something that nobody has asked for in a quarter of an hour wait for it', async () => {
    const { find, clock, values } = setup();
    await find(['a']);
    values.set('a', 'new');
    clock.now = 900_000;
    expect((await find(['a'])).get('a')).toBe('new');
  });

  it('does not bring back what it began to read before the catalogue changed', async () => {
    const { find, clock, values, catalogue, reads } = setup();
    await find(['a']);
    clock.now = 60_000;
    const renewing = find(['a']);
    Object.assign(catalogue, { edition: 2 });
    clock.now = 63_000;
    values.set('a', 'new');
    expect((await find(['a'])).get('a')).toBe('new');
    await renewing;
    expect((await find(['a'])).get('a')).toBe('new');
    expect(reads.length).toBeGreaterThan(1);
  });

  it('nor when that read ends long after the change', async () => {
    const clock = { now: 0 };
    const catalogue = { edition: 1, price: 'old' };
    const slow = { isSlow: false, ...Promise.withResolvers<void>() };
    const load = async (keys: string[]) => {
      const found = new Map(keys.map((key) => [key, catalogue.price]));
      if (slow.isSlow) await slow.promise;
      return found;
    };
    const find = createCache(
      { load, edition: async () => catalogue.edition, now: () => clock.now },
      { lookEveryMs: 1_000, trustedForMs: 3_000, freshForMs: 60_000, keptForMs: 900_000, maxEntries: 3 },
    );
    await find(['a']);
    Object.assign(clock, { now: 60_000 });
    slow.isSlow = true;
    expect((await find(['a'])).get('a')).toBe('old');
    slow.isSlow = false;
    Object.assign(catalogue, { edition: 2, price: 'new' });
    clock.now = 63_000;
    expect((await find(['a'])).get('a')).toBe('new');
    slow.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect((await find(['a'])).get('a')).toBe('new');
  });

  it('holds no more than it may', async () => {
    const { find, reads } = setup(2);
    expect((await find(['a', 'b', 'c'])).size).toBe(3);
    await find(['b', 'c']);
    expect(reads).toHaveLength(1);
    await find(['a']);
    expect(reads).toHaveLength(2);
  });

  it('does not remember what is not there, nor a read that failed', async () => {
    const { find, reads, values, answers } = setup();
    expect((await find(['x'])).size).toBe(0);
    values.set('x', 'X');
    expect((await find(['x'])).get('x')).toBe('X');
    answers.fail = new Error('no answer');
    await expect(find(['a', 'b'])).rejects.toThrow('no answer');
    delete answers.fail;
    expect((await find(['a', 'b'])).size).toBe(2);
    expect(reads).toHaveLength(4);
  });
});
