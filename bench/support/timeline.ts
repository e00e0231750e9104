// Curves over time as SVG: panels below each other, each with its own measure, the same series in all of them. Pure.
import { colours, drawGrid, drawPicture, drawText, type Frame, roundUp, scaleTo, ticksTo } from './axes.ts';
import type { Point } from './statistics.ts';
import { figure } from './table.ts';

type Panel = {
  title: string;
  /** One curve for each series, in their order; a panel may have fewer. x in the unit of `xLabel`, ascending. */
  curves: { series: string; points: Point[] }[];
};

export type Timeline = {
  title: string;
  /** In words, for who cannot see it. */
  description: string;
  xLabel: string;
  xTop: number;
  series: string[];
  panels: Panel[];
};

const width = 860;
const sides = { left: 76, right: 840 };
const legendHeight = 54;
const panelHeight = 170;
const panelGap = 30;
const footer = 52;
/** A curve needs no more; of the points between, the highest counts. */
const mostPoints = 380;

export const drawTimeline = ({ title, description, xLabel, xTop, series, panels }: Timeline): string => {
  const bottom = legendHeight + panels.length * panelHeight;
  const body = [
    drawText({ x: sides.left, y: 18 }, title, 'start').replace('<text', '<text font-weight="bold"'),
    ...series.flatMap((name, index) => drawLegend(name, index, series)),
    ...panels.flatMap((panel, index) => {
      const top = legendHeight + index * panelHeight + panelGap;
      const frame = { ...sides, top, bottom: top + panelHeight - panelGap - 8 };
      return drawPanel(panel, frame, { xTop, series, isLast: index === panels.length - 1 });
    }),
    drawText({ x: (sides.left + sides.right) / 2, y: bottom + footer - 14 }, xLabel, 'middle'),
  ];
  return drawPicture({ width, height: bottom + footer, title, description, body });
};

const drawLegend = (name: string, index: number, series: readonly string[]): string[] => {
  const x = sides.left + series.slice(0, index).reduce((sum, one) => sum + one.length * 7 + 50, 0);
  return [
    `<line x1="${x}" x2="${x + 22}" y1="40" y2="40" stroke="${colours[index]}" stroke-width="2.5"/>`,
    drawText({ x: x + 29, y: 44 }, name, 'start'),
  ];
};

type Look = { xTop: number; series: readonly string[]; isLast: boolean };

const drawPanel = ({ title, curves }: Panel, frame: Frame, { xTop, series, isLast }: Look): string[] => {
  const highest = Math.max(1, ...curves.flatMap(({ points }) => points.map(({ y }) => y)));
  const step = roundUp(highest / 5);
  const top = { x: xTop, y: Math.ceil(highest / step) * step };
  const x = isLast ? ticksTo(xTop, stepOf(xTop)) : [];
  return [
    drawText({ x: frame.left, y: frame.top - 10 }, title, 'start'),
    ...drawGrid(frame, { top, x, y: ticksTo(top.y, step), figure }),
    ...curves.map(({ series: name, points }) => {
      const places = thinned(points).map(scaleTo(frame, top));
      const path = places.map((place) => `${place.x},${place.y}`).join(' ');
      return `<polyline points="${path}" fill="none" stroke="${colours[series.indexOf(name)]}" stroke-width="1.8" stroke-linejoin="round"/>`;
    }),
  ];
};

/** So that some five to eight figures stand on the axis, at round numbers of minutes or hours. */
const stepOf = (top: number): number =>
  [1, 2, 3, 5, 10, 15, 20, 30, 60].find((step) => top / step <= 9) ?? 120;

const thinned = (points: readonly Point[]): Point[] => {
  const each = Math.ceil(points.length / mostPoints);
  return points.flatMap((point, index) => {
    if (index % each > 0) return [];
    const highest = Math.max(...points.slice(index, index + each).map(({ y }) => y));
    return [{ x: point.x, y: highest }];
  });
};
