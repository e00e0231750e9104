import { describe, expect, it } from 'vitest';
import { createEditionWatch } from './edition-watch.ts';

const setup = () => {
  const shop = { now: 0, edition: 1, looks: 0, changes: 0, fail: undefined as Error | undefined };
  const look = createEditionWatch(
    {
      read: async () => {
        shop.looks += 1;
        if (shop.fail) throw shop.fail;
        return shop.edition;
      },
      onNewEdition: () => {
        shop.changes += 1;
      },
      now: () => shop.now,
    },
    { lookEveryMs: 1_000, trustedForMs: 3_000 },
  );
  return { shop, look };
};

describe('a watch on the edition', () => {
  it('looks before it lets the first one pass', async () => {
    const { shop, look } = setup();
    await look();
    expect(shop).toMatchObject({ looks: 1, changes: 1 });
  });

  it('looks once a second, and once for all who come together', async () => {
    const { shop, look } = setup();
    await Promise.all([look(), look()]);
    shop.now = 999;
    await look();
    expect(shop.looks).toBe(1);
    shop.now = 1_000;
    await Promise.all([look(), look()]);
    expect(shop).toMatchObject({ looks: 2, changes: 1 });
  });

  it('lets nobody wait while the last look is recent enough, and tells of what the next one found', async () => {
    const { shop, look } = setup();
    await look();
    Object.assign(shop, { now: 2_999, edition: 2 });
    await look();
    await Promise.resolve();
    expect(shop.changes).toBe(2);
  });

  it('looks anew when the clock was set back', async () => {
    const { shop, look } = setup();
    shop.now = 3_600_000;
    await look();
    Object.assign(shop, { now: 0, edition: 2 });
    await look();
    expect(shop).toMatchObject({ looks: 2, changes: 2 });
  });

  it('fails whoever comes when no look has succeeded for too long, and nobody before', async () => {
    const { shop, look } = setup();
    await look();
    Object.assign(shop, { now: 2_999, fail: new Error('no answer') });
    await expect(look()).resolves.toBeUndefined();
    shop.now = 3_000;
    await expect(look()).rejects.toThrow('no answer');
    shop.fail = undefined;
    await expect(look()).resolves.toBeUndefined();
  });
});
