// Loads one file of the services with a defect in it: for a process of its own, started with --import and MUTANT.
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

/** @throws Error when the text is not in the file, or more than once */
export const mutated = ({ name, find, become }: Mutant, source: string): string => {
  const parts = source.split(find);
  if (parts.length !== 2) throw new Error(`Mutant '${name}' fits in ${parts.length - 1} places, not in one`);
  return parts.join(become);
};

const wanted = mutants.find(({ name }) => name === process.env.MUTANT);
if (wanted) {
  const target = pathToFileURL(join(process.cwd(), wanted.file)).href;
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context);
      return url === target ? { ...loaded, source: mutated(wanted, String(loaded.source)) } : loaded;
    },
  });
}
