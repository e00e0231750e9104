// `npm run test:browser`: the storefront in a real Chromium, against the whole system on free ports.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    name: 'browser',
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/support/system.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The system runs as Node itself loads it.
    server: { deps: { external: [/\/test\/support\//] } },
    // One Chromium at a time: it shares the machine with the system that it talks to.
    fileParallelism: false,
  },
});
