// The command as somebody runs it.
import { expect, it } from 'vitest';
import { main } from '../cost.ts';
import { createRecorder } from '../testing/recorder.ts';

const run = (line: string) => {
  const { printed, ...output } = createRecorder();
  const exitCode = main(line.split(' '), {
    ...output,
  });
  return { exitCode, ...printed };
};

it('prints what is fixed, what orders add, and the sum', () => {
  const { exitCode, out } = run('--orders-per-day 1000 --environment prod');
  expect(out).toMatch(/^prod: 1,000 orders a day/);
  const sums = ['fixed in all', 'variable in all', 'in all'].map((name) => {
    const [, dollars = ''] = new RegExp(`^${name} +\\$([\\d,.]+)`, 'm').exec(out) ?? [];
    return Number(dollars.replace(',', ''));
  });
  expect((sums[0] ?? 0) + (sums[1] ?? 0)).toBeCloseTo(sums[2] ?? Number.NaN, 1);
  expect(out).toMatch(/^an order: \$0\.0/m);
  expect(exitCode).toBe(0);
});

it('is one document for programs', () => {
  const { out } = run('--orders-per-day 1000 --environment dev --json');
  const { environment, ordersPerDay, lines, month, order } = JSON.parse(out);
  expect([environment, ordersPerDay]).toEqual(['dev', 1_000]);
  const total = lines.reduce((sum: number, line: { month: number }) => sum + line.month, 0);
  expect(month.total).toBeCloseTo(total, 6);
  expect(order).toBeCloseTo(total / 30_417, 6);
});

it.each([
  ['--environment prod', /--orders-per-day takes/],
  ['--orders-per-day 1000', /^Which environment\? --environment takes one of .*prod/],
  ['--orders-per-day 1000 --environment qa', /There is no environment 'qa'/],
  ['--orders-per-day 1.5 --environment prod', /takes a whole number from 1/],
  ['--orders-per-day 9 --environment prod --peak-factor 7', /--peak-factor takes a number from 1 to 6/],
  ['--colour', /There is no option --colour/],
])('%s: says what is right', (line, message) => {
  const { exitCode, err, out } = run(line);
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toMatch(message);
});

it('warns when the peak needs more tasks than there may be', () => {
  const { out } = run('--orders-per-day 1000000000 --environment prod');
  expect(out).toMatch(/warning: payment needs \d+ tasks at the peak, and services\/topology.json allows 20/);
});
