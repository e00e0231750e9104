// The check on the check: a simulation that does not notice these defects proves nothing.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hunt } from '../testing/simulate.ts';
import { mutants, within } from './mutants.ts';
import { mutated } from './mutate.ts';

describe.concurrent('a simulation of code that', () => {
  it.each(mutants)('$name, notices it', { timeout: 240_000 }, async (mutant) => {
    const source = readFileSync(mutant.file, 'utf8');
    expect(mutated(mutant, source)).not.toBe(source);
    const { output, errors } = await hunt(mutant.name);
    const where = mutant.faultsAt ? `${within.pairs} pairs of faults` : `${within.seeds} seeds`;
    expect(JSON.parse(output || '{}'), `${errors}Not within ${where}`).toMatchObject({
      promise: expect.any(String),
    });
  });

  it('is mutated in one place, or not at all', () => {
    const mutant = { name: 'twice', file: '', find: 'a', become: 'b' };
    expect(() => mutated(mutant, 'a a')).toThrow("'twice' fits in 2 places");
    expect(() => mutated(mutant, 'c')).toThrow("'twice' fits in 0 places");
  });
});
