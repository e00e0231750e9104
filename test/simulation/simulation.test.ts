// The promises, proven on a simulated AWS. `npm run simulate` does the same for as many seeds as one likes.
import { describe, expect, it } from 'vitest';
import { writtenMatrix } from './matrix-document.ts';
import { runSeed } from './run.ts';
import { simulate } from './testing/simulate.ts';

const minutes = 60_000;

describe('the simulation', () => {
  it('finds no violation in 2,000 seeds', { timeout: 3 * minutes }, async () => {
    const { exitCode, output } = await simulate(['--seeds', '2000', '--json']);
    const { violations, failures, seeds, ...counts } = JSON.parse(output);
    expect({ violations, failures, seeds, exitCode }).toEqual({
      violations: 0,
      failures: [],
      seeds: 2_000,
      exitCode: 0,
    });
    // What never happened cannot have been survived.
    for (const met of Object.values(counts).filter((one) => typeof one === 'number'))
      expect(met).toBeGreaterThan(0);
  });

  it('finds none at any single crash point, nor in 500 pairs of faults', {
    timeout: 3 * minutes,
  }, async () => {
    const { exitCode, output } = await simulate(['--matrix', '--pairs', '500', '--json']);
    const { violations, failures, points, pairs, table } = JSON.parse(output);
    expect({ violations, failures, pairs, exitCode }).toEqual({
      violations: 0,
      failures: [],
      pairs: 500,
      exitCode: 0,
    });
    expect(points).toBeGreaterThan(5_000);
    // Otherwise: npm run simulate -- --matrix --write
    expect(writtenMatrix()).toBe(table);
  });

  it('replays a seed exactly', async () => {
    const traceOf = async (seed: number) => {
      const lines: string[] = [];
      const { violations, counts } = await runSeed({ seed, lines });
      return { violations, counts, lines };
    };
    const first = await traceOf(42);
    expect(first.lines.length).toBeGreaterThan(20);
    expect(await traceOf(42)).toEqual(first);
    expect((await traceOf(43)).lines).not.toEqual(first.lines);
  });

  it('shows the seed that breaks a promise, with the faults that it takes, and replays it', async () => {
    const mutant = 'does not publish again what a redelivery finds stored';
    const { exitCode, output } = await simulate(['--seeds', '200'], mutant);
    expect(exitCode).toBe(1);
    const [, seed = ''] = /Again: npm run simulate -- --seed (\d+)/.exec(output) ?? [];
    expect(output).toMatch(/With these faults only: \w+@\d+/);
    const again = await simulate(['--seed', seed], mutant);
    expect(again.exitCode).toBe(1);
    expect(again.output).toContain('violates');
    expect((await simulate(['--seed', seed])).exitCode).toBe(0);
  });

  it('refuses options that it does not know, and says which', async () => {
    const { exitCode, errors } = await simulate(['--seeds', 'many']);
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: expect.stringContaining("not 'many'") });
  });
});

const wishes = (count: number, change: object = {}) =>
  Array.from({ length: count }, (_, index) => ({
    key: `buyer-${index}`,
    lines: [{ productId: 'p1', quantity: 1 }],
    paymentToken: 'tok_approved',
    placeAfterMs: 0,
    ...change,
  }));

const tallied = (endings: readonly string[]) =>
  Object.fromEntries(endings.map((one) => [one, endings.filter((other) => other === one).length]));

describe('many at once', () => {
  it.each([1, 2, 3, 4, 5])('fifty buyers of the last one: one has it, in seed %i', async (seed) => {
    const workload = { stock: { p1: 1 }, wishes: wishes(50), expiresMinutes: 4_320, replicas: 2 };
    const { violations, endings } = await runSeed({ seed, workload });
    expect(violations).toEqual([]);
    expect(tallied(endings)).toEqual({ COMPLETED: 1, OUT_OF_STOCK: 49 });
  });

  it('two hundred cancellations that race the shipment: shipped, or cancelled, and both happen', async () => {
    const raced: string[] = [];
    for (let seed = 1; seed <= 20; seed += 1) {
      const workload = {
        stock: { p1: 10 },
        wishes: wishes(10, { cancelAfterMs: seed * 8 }),
        expiresMinutes: 4_320,
        replicas: 1,
      };
      const { violations, endings } = await runSeed({ seed, workload });
      expect(violations).toEqual([]);
      raced.push(...endings);
    }
    const { COMPLETED = 0, CANCELLED = 0, ...others } = tallied(raced);
    expect(others).toEqual({});
    expect([COMPLETED + CANCELLED, COMPLETED > 10, CANCELLED > 10]).toEqual([200, true, true]);
  });
});
