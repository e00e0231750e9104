import { expect, it } from 'vitest';
import { withRows } from './document.ts';

it('a row takes the place of the one with the same first cell, and of no other', () => {
  const text = 'drain is a word.\n| drain | 1 |\n| drain, 20 ms | 2 |\n';
  expect(withRows(text, ['| drain | 3 |', '| kill | 4 |'])).toBe(
    'drain is a word.\n| drain | 3 |\n| drain, 20 ms | 2 |\n',
  );
});
