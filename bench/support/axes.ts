// What the plots as SVG have in common: a frame with its grid and figures, text, colours that are readable on light and on dark. Pure.
import type { Point } from './statistics.ts';

export type Frame = { left: number; right: number; top: number; bottom: number };

export const colours = ['#3b82c4', '#c4733b', '#5a9a4a', '#9a5ab4'];
/** As far from white as from black. */
const ink = '#767676';

/** Points in the frame for values from 0 to `top`. */
export const scaleTo =
  (frame: Frame, top: Point) =>
  ({ x, y }: Point): Point => ({
    x: Math.round(frame.left + (x / top.x) * (frame.right - frame.left)),
    y: Math.round(frame.bottom - (y / top.y) * (frame.bottom - frame.top)),
  });

type Grid = { top: Point; x: readonly number[]; y: readonly number[]; figure: (value: number) => string };

/** Lines at the values of `y`, figures at those of both. */
export const drawGrid = (frame: Frame, { top, x, y, figure }: Grid): string[] => {
  const at = scaleTo(frame, top);
  const rows = y.flatMap((value) => {
    const level = at({ x: 0, y: value }).y;
    const line = `<line x1="${frame.left}" x2="${frame.right}" y1="${level}" y2="${level}" stroke="${ink}" stroke-opacity="${value === 0 ? 0.9 : 0.25}"/>`;
    return [line, drawText({ x: frame.left - 8, y: level + 4 }, figure(value), 'end')];
  });
  const columns = x.map((value) =>
    drawText({ x: at({ x: value, y: 0 }).x, y: frame.bottom + 20 }, figure(value), 'middle'),
  );
  return [...rows, ...columns];
};

export const drawText = ({ x, y }: Point, words: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${Math.round(x)}" y="${Math.round(y)}" text-anchor="${anchor}">${words}</text>`;

type Picture = {
  width: number;
  height: number;
  title: string;
  description?: string;
  body: readonly string[];
};

/** The whole SVG; title and description are what a screen reader says. */
export const drawPicture = ({ width, height, title, description, body }: Picture): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="${ink}">`,
    `<title>${title}</title>`,
    ...(description ? [`<desc>${description}</desc>`] : []),
    ...body,
    '</svg>\n',
  ].join('\n');

/** The next of 1, 2, 5 times a power of ten. */
export const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
};

/** From 0 to `top`, `step` apart. */
export const ticksTo = (top: number, step: number): number[] =>
  Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, index) => index * step);
