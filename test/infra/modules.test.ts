// Each folder of infra/ for itself: its form, its syntax, and the tests that lie beside it.
import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appliedStack } from './support/stack.ts';
import { missingStandIn } from './support/stand-in.ts';
import { createWorkspace, missingTerraform, type Workspace } from './support/terraform.ts';

const folders = globSync('infra/**/versions.tf').map(dirname).sort();

describe.skipIf(missingTerraform())('infra', () => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await createWorkspace();
    // Takes minutes, in which it mostly waits: the other files find it done.
    if (!missingStandIn()) void appliedStack();
  });
  afterAll(() => workspace.remove());

  it('is formatted as terraform fmt does it', async () => {
    const unformatted = await workspace.terraform('infra', ['fmt', '-check', '-recursive', '-list=true']);
    expect(unformatted).toBe('');
  });

  // What is tested is validated on the way.
  it.each(folders.filter((folder) => !existsSync(join(folder, 'tests'))))('%s is valid', async (folder) => {
    await workspace.init(folder);
    expect(await workspace.terraform(folder, ['validate'])).toContain('The configuration is valid');
  });

  it.each(folders.filter((folder) => existsSync(join(folder, 'tests'))))(
    '%s passes its tests',
    async (folder) => {
      await workspace.init(folder);
      const report = await workspace.terraform(folder, ['test']);
      expect(report).toMatch(/Success! [1-9]\d* passed, 0 failed/);
    },
  );
});
