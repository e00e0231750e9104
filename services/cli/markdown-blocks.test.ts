import { expect, it } from 'vitest';
import { withBlocks } from './markdown-blocks.ts';

const text =
  'Before.\n<!-- bench:drain -->\nold\n<!-- /bench -->\nBetween.\n<!-- bench:kill -->\n<!-- /bench -->\nAfter.\n';

it('replaces a block, and nothing else', () => {
  const once = withBlocks(text, new Map([['drain', '| new |\n']]), 'bench');
  expect(once.text).toBe(text.replace('old\n', '\n| new |\n\n'));
  expect(withBlocks(once.text, new Map([['drain', '| new |\n']]), 'bench').text).toBe(once.text);
});

it('names the blocks that have no place', () => {
  const blocks = new Map([
    ['kill', 'figures'],
    ['memory', 'figures'],
  ]);
  const { text: result, homeless } = withBlocks(text, blocks, 'bench');
  expect(homeless).toEqual(['memory']);
  expect(result).toContain('<!-- bench:kill -->\n\nfigures\n\n<!-- /bench -->\nAfter.');
});
