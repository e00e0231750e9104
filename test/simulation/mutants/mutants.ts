// The check on the check: defects that somebody could make, one edit each. Every one of them must be caught within so many
// seeds, or the simulation proves less than it seems to. To add one: what it is, the file, the text, and what it becomes.
import { mailMutants } from './mail-mutants.ts';
import type { Mutant } from './mutant.ts';
import { stepMutants } from './step-mutants.ts';
import { stockMutants } from './stock-mutants.ts';
import { sweepMutants } from './sweep-mutants.ts';

/** Seeds, or pairs of faults, within which every mutant is caught. */
export const within = { seeds: 5_000, pairs: 3_000 };

export const mutants: readonly Mutant[] = [...stepMutants, ...stockMutants, ...mailMutants, ...sweepMutants];
