// What `npm run scale-sim` was asked to do. Pure.
import { parseArgs } from 'node:util';
import { type Load, loads } from './loads.ts';

export type Options = { loads: readonly Load[]; seed: number; all: boolean; write: boolean; help: boolean };

export const usage = `Replays loads against the scaling of services/topology.json, with the delays of AWS, and against other ways to scale.

  npm run scale-sim -- [options]

  --load ${loads[0].name}     one load alone; repeatable: ${loads.map(({ name }) => name).join(', ')}
  --all             every way to scale that was tried: decision 18
  --seed 1          of arrivals and starts; the same seed gives the same figures
  --write           puts the tables into docs/scaling.md, and the curves beside it
  --help            this text

Seconds are from the acceptance of an order to its mail; backlog, oldest and tasks are the most at the end of any minute.
`;

const flags = {
  load: { type: 'string', multiple: true, default: [] as string[] },
  all: { type: 'boolean', default: false },
  seed: { type: 'string', default: '1' },
  write: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** @throws Error that says which option is wrong */
export const readOptions = (args: string[]): Options => {
  const { values } = parseArgs({ args, options: flags });
  const unknown = values.load.find((name) => !loads.some((load) => load.name === name));
  if (unknown !== undefined)
    throw new Error(`--load takes one of ${loads.map(({ name }) => name).join(', ')}, not '${unknown}'`);
  if (!/^\d{1,9}$/.test(values.seed)) throw new Error(`--seed takes a whole number, not '${values.seed}'`);
  const { load: names, all, write, help } = values;
  if (all && write) throw new Error('--write takes the figures without --all');
  const wanted = loads.filter(({ name }) => names.length === 0 || names.includes(name));
  return { loads: wanted, seed: Number(values.seed), all, write, help };
};
