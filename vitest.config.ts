// `npm test`: behaviour (beside the code, and test/), and the house rules (test/house). Browser tests: test/browser.
import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', 'test/browser/**', 'test/containers/**'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // As Node itself imports CommonJS.
    deps: { interopDefault: false },
    // Tests mostly wait, so more files than cores run at once.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'behaviour',
          include: ['{services,localstack,test}/**/*.test.ts'],
          exclude: [...never, 'test/house/**'],
        },
      },
      { extends: true, test: { name: 'house', include: ['test/house/**/*.test.ts'] } },
    ],
  },
});
