// docs/scaling.md and its curves are what the simulation gives now: `npm run scale-sim -- --write` puts them there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documented } from './designs.ts';
import { loads } from './loads.ts';
import { readOptions } from './options.ts';
import { compare, curves } from './scale-sim.ts';

const { seed } = readOptions([]);

describe.each(loads)('$name', (load) => {
  it('is in the document as it is simulated', () => {
    expect(readFileSync('docs/scaling.md', 'utf8')).toContain(compare(load, documented, seed));
  });

  it('is drawn as it is simulated', () => {
    expect(readFileSync(`docs/scaling-${load.name}.svg`, 'utf8')).toBe(curves(load, seed));
  });
});

describe('the command line', () => {
  it('takes loads by name, and all of them without', () => {
    expect(readOptions(['--load', 'day', '--load', 'spot']).loads.map(({ name }) => name)).toEqual([
      'day',
      'spot',
    ]);
    expect(readOptions([]).loads).toHaveLength(loads.length);
  });

  it.each([
    [['--load', 'night'], /--load takes one of steady, .*, not 'night'/],
    [['--seed', 'x'], /--seed takes a whole number, not 'x'/],
    [['--all', '--write'], /without --all/],
    [['--fast'], /--fast/],
  ])('refuses %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
