import { expect, it } from 'vitest';
import { figuresOf, metricOf } from './metric.ts';

const cost = { metric: 'cost', unit: '$', figures: { textbook: 40, waybill: 10 } };
const speed = { ...cost, isMoreBetter: true, figures: { textbook: 100, waybill: 500 } };

it('says how many times better Waybill is, of costs and of speeds', () => {
  expect(metricOf({ ...cost, budget: { atMost: 8 } })).toMatchObject({ ratio: 4, met: false, budget: '≤ 8' });
  expect(metricOf({ ...speed, budget: { timesBetter: 4 } })).toMatchObject({
    ratio: 5,
    met: true,
    budget: '≥ 4×',
  });
});

it('is met at the budget itself', () => {
  expect(metricOf({ ...cost, budget: { atMost: 10 } }).met).toBe(true);
  expect(metricOf({ ...speed, budget: { atLeast: 500 } }).met).toBe(true);
});

it('judges no budget without the figures that it takes', () => {
  const alone = { ...cost, figures: { waybill: 10 } };
  expect(metricOf({ ...alone, budget: { timesBetter: 4 } })).toMatchObject({
    textbook: null,
    ratio: null,
    met: null,
  });
  expect(metricOf({ ...cost, figures: {}, budget: { atMost: 8 } }).met).toBeNull();
  expect(metricOf({ ...alone, budget: 'none' }).met).toBeNull();
});

it('takes a figure out of each result that there is', () => {
  expect(figuresOf({ waybill: { rate: 7 } }, ({ rate }) => rate)).toEqual({ waybill: 7 });
});
