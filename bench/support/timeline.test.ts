import { expect, it } from 'vitest';
import { drawTimeline } from './timeline.ts';

const points = (count: number, y: (x: number) => number) =>
  Array.from({ length: count }, (_, x) => ({ x, y: y(x) }));

const draw = (count: number) =>
  drawTimeline({
    title: 'A day',
    description: 'What waits, over hours.',
    xLabel: 'hours',
    xTop: count,
    series: ['one', 'other'],
    panels: [
      { title: 'messages', curves: [{ series: 'one', points: points(count, (x) => x) }] },
      { title: 'tasks', curves: [{ series: 'other', points: points(count, () => 3) }] },
    ],
  });

it('draws a curve for each series in its panel, in its own colour, and says in words what it shows', () => {
  const svg = draw(24);
  const strokes = [...svg.matchAll(/<polyline .* stroke="(#\w+)"/g)].map(([, stroke]) => stroke);
  expect(new Set(strokes).size).toBe(2);
  expect(svg).toContain('<title>A day</title>\n<desc>What waits, over hours.</desc>');
  expect(svg).not.toContain('NaN');
});

it('keeps peaks when it leaves points out', () => {
  const heights = [...draw(5_000).matchAll(/polyline points="([^"]+)"/g)].map(([, path = '']) =>
    path.split(' '),
  );
  expect(heights[0]?.length).toBeLessThan(500);
  const top = Math.min(...(heights[0] ?? []).map((place) => Number(place.split(',')[1])));
  expect(top).toBeLessThan(90);
});
