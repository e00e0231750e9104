// A plot as SVG: points, and the straight line through those of each series. Pure.
import { colours, drawGrid, drawPicture, drawText, roundUp, scaleTo, ticksTo } from './axes.ts';
import { fitLine, type Point } from './statistics.ts';
import { figure } from './table.ts';

export type Series = { name: string; points: Point[] };
export type Plot = { file: string; xLabel: string; yLabel: string; series: Series[] };

const size = { width: 720, height: 420 };
const frame = { left: 80, right: 680, top: 20, bottom: 360 };
const ticks = 5;

export const drawPlot = ({ xLabel, yLabel, series }: Omit<Plot, 'file'>): string => {
  const all = series.flatMap(({ points }) => points);
  const top = {
    x: roundUp(Math.max(...all.map(({ x }) => x))),
    y: roundUp(Math.max(...all.map(({ y }) => y))),
  };
  const grid = { top, x: ticksTo(top.x, top.x / ticks), y: ticksTo(top.y, top.y / ticks), figure };
  const body = [
    ...drawGrid(frame, grid),
    drawText({ x: (frame.left + frame.right) / 2, y: size.height - 12 }, xLabel, 'middle'),
    `<text transform="translate(18 ${(frame.top + frame.bottom) / 2}) rotate(-90)" text-anchor="middle">${yLabel}</text>`,
    ...series.flatMap((one, index) => drawSeries(one, index, scaleTo(frame, top))),
  ];
  return drawPicture({ ...size, title: `${yLabel}, by ${xLabel}`, body });
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
    drawText(
      { x: legend.x + 12, y: legend.y + 4 },
      `${name}: ${figure(1 / slope)} orders/s along the line`,
      'start',
    ),
  ];
};
