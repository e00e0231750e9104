import { expect, it } from 'vitest';
import { roundUp } from './axes.ts';
import { drawPlot } from './plot.ts';

it.each([
  [1, 1],
  [1.1, 2],
  [37, 50],
  [100_000, 100_000],
  [700, 1_000],
])('ends an axis that must hold %d at %d', (value, top) => {
  expect(roundUp(value)).toBe(top);
});

it('draws each point of each series, and the line through them', () => {
  const points = [
    { x: 1_000, y: 10 },
    { x: 10_000, y: 100 },
  ];
  const svg = drawPlot({
    xLabel: 'orders',
    yLabel: 'seconds',
    series: [
      { name: '1 of each', points },
      { name: '2 of each', points },
    ],
  });
  expect(svg.match(/<circle/g)).toHaveLength(2 * (points.length + 1));
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
  expect(svg).toContain('1 of each: 100 orders/s along the line');
  expect(svg).toContain('>10,000</text>');
  expect(svg).not.toContain('NaN');
});
