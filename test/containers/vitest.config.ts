// `npm run test:containers`: the system as compose runs it, killed, stopped, scaled and cut off from its AWS; and the
// conformance suite, and orders over either router, on the emulator that compose runs it on.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    testTimeout: 300_000,
    hookTimeout: 240_000,
    // As Node itself imports CommonJS.
    deps: { interopDefault: false },
    // One thing at a time: the containers need the machine.
    maxWorkers: 1,
    fileParallelism: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'conformance',
          include: ['test/conformance/aws/**/*.test.ts', 'test/e2e/routers.test.ts'],
          globalSetup: 'test/containers/support/emulator.ts',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'containers',
          include: ['test/containers/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
