// Finds out which faults a violation needs: leaves out as many as it can while something is still violated. What is left
// is the shortest way to the violation that was found, not the shortest there is.
import { drawnFaults } from './faults.ts';
import { type RunResult, runSeed } from './run.ts';

export type Shrunk = { result: RunResult; faults: readonly string[]; lines: string[] };

/** Runs that the search may take. */
const maxRuns = 300;

/** Of a seed that violates something. */
export const shrink = async (seed: number): Promise<Shrunk> => {
  const all = drawnFaults(seed);
  const { violations: found } = await runSeed({ seed, plan: all });
  const promises = new Set(found.map(({ promise }) => promise));
  let needed: readonly string[] = [...new Set(all.met)];
  let runs = 0;
  const violates = async (faults: readonly string[]): Promise<boolean> => {
    runs += 1;
    const { violations } = await runSeed({ seed, plan: drawnFaults(seed, new Set(faults)) });
    // Another promise would be another defect.
    return violations.some(({ promise }) => promises.has(promise));
  };
  for (let size = Math.ceil(needed.length / 2); size >= 1 && runs < maxRuns; size = nextSize(size))
    for (let start = 0; start < needed.length && runs < maxRuns; ) {
      const fewer = [...needed.slice(0, start), ...needed.slice(start + size)];
      if (await violates(fewer)) needed = fewer;
      else start += size;
    }
  const lines: string[] = [];
  const result = await runSeed({ seed, plan: drawnFaults(seed, new Set(needed)), lines });
  return { result, faults: needed, lines };
};

/** Halves, then quarters, down to single faults. */
const nextSize = (size: number): number => (size === 1 ? 0 : Math.ceil(size / 2));
