import { expect, it } from 'vitest';
import { figure, tableOf } from './table.ts';

it('aligns text to the left and figures to the right', () => {
  expect(
    tableOf([
      ['name', 'calls', ''],
      ['a', '1', 'met'],
      ['longer', '1,000'],
    ]),
  ).toBe('name    calls\na           1  met\nlonger  1,000\n');
});

it.each([
  [0.061_234, '0.0612'],
  [2.999, '3'],
  [99.96, '100'],
  [12_345.6, '12,346'],
  [0, '0'],
  [-0.5, '-0.5'],
  [null, '–'],
  [Number.NaN, '–'],
])('shows %d as %s', (value, shown) => {
  expect(figure(value)).toBe(shown);
});
