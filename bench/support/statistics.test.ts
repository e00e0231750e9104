import { expect, it } from 'vitest';
import { fitLine, median, percentile } from './statistics.ts';

const oneToHundred = Array.from({ length: 100 }, (_, index) => 100 - index);

it('finds percentiles by the nearest rank', () => {
  expect(percentile(oneToHundred, 99)).toBe(99);
  expect(percentile(oneToHundred, 100)).toBe(100);
  expect(percentile([7], 1)).toBe(7);
  expect(median([3, 1, 2])).toBe(2);
});

it('knows no percentile of nothing', () => {
  expect(percentile([], 99)).toBeNaN();
});

it('fits a line through points that scatter around it', () => {
  const points = [0, 1, 2, 3].map((x) => ({ x, y: 5 + 2 * x + (x % 2 === 0 ? 0.1 : -0.1) }));
  const { slope, intercept } = fitLine(points);
  expect(slope).toBeCloseTo(2, 0);
  expect(intercept).toBeCloseTo(5, 0);
});

it('takes a single point for level', () => {
  expect(fitLine([{ x: 3, y: 4 }])).toEqual({ slope: 0, intercept: 4 });
});
