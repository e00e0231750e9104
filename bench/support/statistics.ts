// Percentiles and slopes. Pure.

/** The value that so many per cent of all do not exceed (nearest rank); NaN of nothing. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 50);

export type Point = { x: number; y: number };

/** The line through the points by least squares. */
export const fitLine = (points: readonly Point[]): { slope: number; intercept: number } => {
  const mean = (of: (point: Point) => number) =>
    points.reduce((sum, one) => sum + of(one), 0) / points.length;
  const [x, y] = [mean((one) => one.x), mean((one) => one.y)];
  const spread = mean((one) => (one.x - x) ** 2);
  const slope = spread === 0 ? 0 : mean((one) => (one.x - x) * (one.y - y)) / spread;
  return { slope, intercept: y - slope * x };
};
