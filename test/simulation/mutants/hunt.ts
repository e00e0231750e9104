// Looks for what catches the mutant that this code was loaded with: seed after seed, or one pair of faults after the other.
// Prints the promise that was broken, or that none was, as JSON.
import { findFailingPair } from '../crash-matrix.ts';
import { runSeed, type Violation } from '../run.ts';
import { mutants, within } from './mutants.ts';

Error.stackTraceLimit = 0;

const bySeeds = async (): Promise<Violation | undefined> => {
  for (let seed = 1; seed <= within.seeds; seed += 1) {
    const [violation] = (await runSeed({ seed })).violations;
    if (violation) return violation;
  }
  return undefined;
};

const byPairs = async (service: string): Promise<Violation | undefined> =>
  (await findFailingPair(within.pairs, service))?.violations[0];

const { faultsAt } = mutants.find(({ name }) => name === process.env.MUTANT) ?? {};
const caught = await (faultsAt ? byPairs(faultsAt) : bySeeds());
process.stdout.write(`${JSON.stringify(caught ?? {})}\n`);
