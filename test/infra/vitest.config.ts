// `npm run test:infra`: the Terraform of infra/, module by module, and the development environment applied to a stand-in for AWS.
import { basename, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The modules' tests first: the stack is applied beside them. What destroys it comes last. */
const ranks: Record<string, number> = { 'modules.test.ts': -1, 'destroy.test.ts': 1 };
const rank = ({ moduleId }: TestSpecification): number => ranks[basename(moduleId)] ?? 0;

/** Vitest asks for a class. */
class InOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => rank(a) - rank(b) || a.moduleId.localeCompare(b.moduleId));
  }
}

export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  test: {
    name: 'infra',
    include: ['test/infra/**/*.test.ts'],
    testTimeout: 240_000,
    hookTimeout: 300_000,
    // As Node itself imports CommonJS.
    deps: { interopDefault: false },
    // One process for all files: they share the stack that is applied once.
    isolate: false,
    fileParallelism: false,
    maxWorkers: 1,
    sequence: { sequencer: InOrder },
  },
});
