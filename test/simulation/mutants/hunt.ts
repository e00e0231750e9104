// Runs seed after seed on mutated code until one catches the mutant; prints which, or that none did, as JSON.
import { runSeed } from '../run.ts';
import { withinSeeds } from './mutants.ts';

Error.stackTraceLimit = 0;

const hunt = async () => {
  for (let seed = 1; seed <= withinSeeds; seed += 1) {
    const [violation] = (await runSeed({ seed })).violations;
    if (violation) return { seed, ...violation };
  }
  return { seed: null };
};

process.stdout.write(`${JSON.stringify(await hunt())}\n`);
