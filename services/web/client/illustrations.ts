// A postage stamp for each product: a small geometric composition that its productId alone decides.
import { svg } from './dom.ts';

const palettes = [
  ['#f2e6cf', '#c8442b', '#1f4e5f', '#efa73b'],
  ['#efe6d8', '#264653', '#e76f51', '#8ab0a4'],
  ['#f1e3d3', '#6b2d5c', '#f0803c', '#e3b5a4'],
  ['#e8e6d9', '#2f5d50', '#d9a441', '#a44a3f'],
  ['#ece5dd', '#283d6b', '#d1495b', '#edae49'],
  ['#f0e9dc', '#3d405b', '#81b29a', '#e07a5f'],
] as const;

/** Tiles on a 32 by 32 square: `a` is the foreground, `b` the second colour. Each fills its square edge to edge. */
const tiles = [
  'aM0 0h32a32 32 0 0 1-32 32z',
  'aM0 0h32a32 32 0 0 1-32 32zbM0 0h16a16 16 0 0 1-16 16z',
  'aM0 0a32 32 0 0 1 32 32a32 32 0 0 1-32-32z',
  'aM0 16a16 16 0 0 1 32 0zbM0 32a16 16 0 0 1 32 0z',
  'aM0 0h32v32zbM0 0v32h32z',
  'aM0 0h32v32h-32zbM16 4a12 12 0 0 1 0 24a12 12 0 0 1 0-24z',
  'aM0 0h32v8h-32zM0 16h32v8h-32z',
  'aM16 0L32 16L16 32L0 16zbM16 9L23 16L16 23L9 16z',
  'bM0 0h32L0 32zaM32 0v32h-32a32 32 0 0 1 32-32z',
];

/** FNV-1a to seed, then mulberry32: the same productId gives the same numbers on every machine. */
const randomFrom = (text: string): (() => number) => {
  let state = 0x811c9dc5;
  for (const char of text) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)] as T;

/** The paper with its perforation: half circles bitten out of an edge of 168 by 128, every 8. */
const paper = ((): string => {
  const edge = (count: number, step: string): string => `${step}`.repeat(count);
  return [
    'M0 0',
    edge(21, 'h1.5a2.5 2.5 0 0 0 5 0h1.5'),
    edge(16, 'v1.5a2.5 2.5 0 0 0 0 5v1.5'),
    edge(21, 'h-1.5a2.5 2.5 0 0 0-5 0h-1.5'),
    edge(16, 'v-1.5a2.5 2.5 0 0 0 0-5v-1.5'),
    'z',
  ].join('');
})();

type Cell = { tile: string; turn: number; colors: readonly [string, string] };

const drawCell = (cell: Cell, column: number, row: number, mirrored: boolean): SVGGElement => {
  const shapes = cell.tile
    .split(/(?=[ab]M)/)
    .map((shape) => svg('path', { d: shape.slice(1), fill: cell.colors[shape.startsWith('a') ? 0 : 1] }));
  const center = `${36 + column * 32} ${32 + row * 32}`;
  // A hair larger than its square: renderers leave a seam between shapes that merely touch.
  const scale = `${mirrored ? -1.012 : 1.012} 1.012`;
  const transform = `translate(${center}) scale(${scale}) rotate(${cell.turn}) translate(-16 -16)`;
  return svg('g', { transform }, ...shapes);
};

/** A decoration: the product's name stands beside it. Two columns are drawn from the seed and mirrored. */
export const illustrate = (productId: string): SVGSVGElement => {
  const random = randomFrom(productId);
  const [ground, ...inks] = pick(palettes, random);
  const cells: SVGGElement[] = [];
  for (let row = 0; row < 3; row += 1)
    for (let column = 0; column < 2; column += 1) {
      const first = Math.floor(random() * 3);
      const colors = [
        inks[first] ?? ground,
        inks[(first + 1 + Math.floor(random() * 2)) % 3] ?? ground,
      ] as const;
      const cell = { tile: pick(tiles, random), turn: Math.floor(random() * 4) * 90, colors };
      cells.push(drawCell(cell, column, row, false), drawCell(cell, 3 - column, row, true));
    }
  return svg(
    'svg',
    { class: 'stamp', viewBox: '0 0 168 128', 'aria-hidden': 'true' },
    svg('path', { class: 'stamp-paper', d: paper }),
    svg('rect', { x: 20, y: 16, width: 128, height: 96, fill: ground }),
    ...cells,
  );
};
