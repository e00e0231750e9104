// Runs `npm run simulate` as a process of its own: natively, and with a mutant where one is wanted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

type Finished = { exitCode: number | null; output: string; errors: string };

const run = async (args: string[], mutant: string | undefined): Promise<Finished> => {
  const loader = mutant === undefined ? [] : ['--import', './test/simulation/mutants/mutate.ts'];
  const child = spawn(process.execPath, [...loader, ...args], {
    env: { ...process.env, ...(mutant !== undefined && { MUTANT: mutant }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = await closed;
  return { exitCode: exitCode as number | null, output, errors };
};

export const simulate = (args: string[], mutant?: string): Promise<Finished> =>
  run(['test/simulation/simulate.ts', ...args], mutant);

export const hunt = (mutant: string): Promise<Finished> => run(['test/simulation/mutants/hunt.ts'], mutant);
