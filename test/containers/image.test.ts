// The image that is deployed: what is in it, and what is not.
import { beforeAll, describe, expect, it } from 'vitest';
import { read } from '../house/source-files.ts';
import { docker } from './support/compose.ts';
import { missingEngine } from './support/engine.ts';
import { serviceImage as image } from './support/stack.ts';

type Package = { dev?: boolean; optional?: boolean; devOptional?: boolean };

const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
const needed = Object.entries(packages)
  .filter(([path, { dev, optional, devOptional }]) => path !== '' && !(dev || optional || devOptional))
  .map(([path]) => path);

describe.skipIf(missingEngine())('the image', () => {
  beforeAll(() => docker(['compose', 'build', 'orders-api'], { WAYBILL_IMAGE: image }));

  const inside = (script: string) =>
    docker(['run', '--rm', '--network', 'none', '--entrypoint', 'bash', image, '-c', script]);

  it('has what services need, and nothing of what only development needs', async () => {
    const installed = await inside('find node_modules -name package.json');
    const folders = new Set(installed.split('\n').map((path) => path.replace(/\/package\.json$/, '')));
    expect(needed.filter((path) => !folders.has(path))).toEqual([]);
    const surplus = Object.keys(packages).filter((path) => path !== '' && !needed.includes(path));
    expect(surplus.filter((path) => folders.has(path))).toEqual([]);
    expect((await inside('find services -name "*.test.ts" -o -name testing')).trim()).toBe('');
    expect((await inside('ls -A')).split('\n').filter(Boolean).sort()).toEqual([
      '.compile-cache',
      'docker',
      'node_modules',
      'package.json',
      'services',
    ]);
  });

  it('runs node, not as root, and holds no credentials', async () => {
    const [{ Config }] = JSON.parse(await docker(['image', 'inspect', image]));
    expect(Config).toMatchObject({ User: 'node', Entrypoint: ['node', 'services/main.ts'] });
    expect((Config.Env as string[]).filter((one) => /TOKEN|SECRET|PASSWORD|AWS_/.test(one))).toEqual([]);
    expect((await inside('id -u; [ -w services ] || echo read-only')).split('\n')).toEqual([
      '1000',
      'read-only',
      '',
    ]);
  });

  it('starts from what was compiled when it was built', async () => {
    const writes = await inside(
      'touch /tmp/built; timeout 20 node services/main.ts 2>&1; find .compile-cache -newer /tmp/built -type f',
    );
    expect(writes).toMatch(/^Which services\?.*\n$/);
  });
});
