// A plot as SVG: points, and the straight line through those of each series. Readable on light and on dark. Pure.
import { fitLine, type Point } from './statistics.ts';
import { figure } from './table.ts';

export type Series = { name: string; points: Point[] };
export type Plot = { file: string; xLabel: string; yLabel: string; series: Series[] };

const size = { width: 720, height: 420 };
const frame = { left: 80, right: 680, top: 20, bottom: 360 };
const colours = ['#3b82c4', '#c4733b', '#5a9a4a', '#9a5ab4'];
const ink = '#808080';
const ticks = 5;

export const drawPlot = ({ xLabel, yLabel, series }: Omit<Plot, 'file'>): string => {
  const all = series.flatMap(({ points }) => points);
  const [xTop, yTop] = [
    roundUp(Math.max(...all.map(({ x }) => x))),
    roundUp(Math.max(...all.map(({ y }) => y))),
  ];
  const at = ({ x, y }: Point): Point => ({
    x: Math.round(frame.left + (x / xTop) * (frame.right - frame.left)),
    y: Math.round(frame.bottom - (y / yTop) * (frame.bottom - frame.top)),
  });
  const body = [
    ...Array.from({ length: ticks + 1 }, (_, tick) =>
      drawTick(tick / ticks, { x: xTop, y: yTop }, at),
    ).flat(),
    text({ x: (frame.left + frame.right) / 2, y: size.height - 12 }, xLabel, 'middle'),
    `<text transform="translate(18 ${(frame.top + frame.bottom) / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>`,
    ...series.flatMap((one, index) => drawSeries(one, index, at)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="13" fill="${ink}">`,
    `<title>${yLabel}, by ${xLabel}</title>`,
    ...body,
    '</svg>\n',
  ].join('\n');
};

/** The next of 1, 2, 5 times a power of ten. */
export const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
};

const drawTick = (share: number, top: Point, at: (point: Point) => Point): string[] => {
  const [x, y] = [share * top.x, share * top.y];
  const [below, beside] = [at({ x, y: 0 }), at({ x: 0, y })];
  return [
    `<line x1="${frame.left}" x2="${frame.right}" y1="${beside.y}" y2="${beside.y}" stroke="${ink}" stroke-opacity="${share === 0 ? 0.9 : 0.25}"/>`,
    text({ x: frame.left - 8, y: beside.y + 4 }, figure(y), 'end'),
    text({ x: below.x, y: below.y + 20 }, figure(x), 'middle'),
  ];
};

const drawSeries = ({ name, points }: Series, index: number, at: (point: Point) => Point): string[] => {
  const colour = colours[index % colours.length];
  const { slope, intercept } = fitLine(points);
  const last = Math.max(...points.map(({ x }) => x));
  const first = intercept < 0 ? -intercept / slope : 0;
  const [from, to] = [first, last].map((x) => at({ x, y: intercept + slope * x })) as [Point, Point];
  const legend = { x: frame.left + 16, y: frame.top + 16 + index * 20 };
  return [
    `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${colour}" stroke-dasharray="5 4"/>`,
    ...points.map(at).map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="4.5" fill="${colour}"/>`),
    `<circle cx="${legend.x}" cy="${legend.y}" r="4.5" fill="${colour}"/>`,
    text(
      { x: legend.x + 12, y: legend.y + 4 },
      `${name}: ${figure(1 / slope)} orders/s along the line`,
      'start',
    ),
  ];
};

const text = ({ x, y }: Point, words: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text x="${Math.round(x)}" y="${Math.round(y)}" text-anchor="${anchor}">${words}</text>`;
