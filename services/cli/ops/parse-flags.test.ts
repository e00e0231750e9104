import { expect, it } from 'vitest';
import { parseFlags } from './parse-flags.ts';
import { Fault } from './terminal.ts';

const options = { order: { type: 'string' }, json: { type: 'boolean' } } as const;

it.each([
  { args: ['--order'], message: '--order needs a value' },
  {
    args: ['--order', '--json'],
    message: '--order needs a value; one that starts with a dash is given as --order=-…',
  },
  { args: ['--json=yes'], message: '--json takes no value' },
  { args: ['--json', '--colour', 'red'], message: 'There is no option --colour' },
  { args: ['-x'], message: 'There is no option -x' },
  { args: ['extra'], message: "Unexpected argument 'extra'" },
  { args: [`\u001b[2J${'x'.repeat(100)}`], message: `Unexpected argument ' [2J${'x'.repeat(56)}…'` },
])('$args is refused in one sentence', ({ args, message }) => {
  expect(() => parseFlags({ args, options })).toThrow(new Fault(message));
});

it('a value may start with a dash where it is tied to its option', () => {
  expect(parseFlags({ args: ['--order=-x'], options }).values).toEqual({ order: '-x' });
});
