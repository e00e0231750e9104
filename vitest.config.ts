// `npm test`: behaviour (beside the code, and test/), the house rules (test/house), and after them, because they need the
// whole machine, the proofs (test/simulation, test/processes). Elsewhere: test/browser, test/containers, test/infra.
import { defineConfig } from 'vitest/config';

const proofs = ['test/simulation/**/*.test.ts', 'test/processes/**/*.test.ts'];
const never = ['**/node_modules/**', 'test/browser/**', 'test/containers/**', 'test/infra/**'];

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
          include: ['{services,localstack,test,bench}/**/*.test.ts'],
          exclude: [...never, 'test/house/**', ...proofs],
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['test/house/**/*.test.ts'],
          // GitHub's own reader of workflows imports JSON in a way that Node refuses and Vite understands.
          server: { deps: { inline: [/@actions\//] } },
        },
      },
      {
        extends: true,
        test: {
          name: 'proofs',
          include: proofs,
          maxWorkers: 1,
          maxConcurrency: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
