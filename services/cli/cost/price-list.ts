// AWS's prices, from one file: services/cli/cost/prices.json says as of when, and from where.
import prices from './prices.json' with { type: 'json' };

export { prices };
export const { hoursPerMonth, daysPerMonth } = prices;

export const perMillion = (count: number, dollars: number): number => (count / 1e6) * dollars;
export const gigabytes = (bytes: number): number => bytes / 1e9;
