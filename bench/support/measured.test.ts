import { expect, it } from 'vitest';
import { withMeasured } from './measured.ts';

const perOrder = { sqsRequests: 2, snsPublishes: 1, writeUnits: 15, readUnits: 12, cpuMs: 8 };

it('has what a run found, rounded to three digits, and keeps the rest', () => {
  expect(withMeasured({ about: 'an order', perOrder }, { sqsRequests: 1.7589, cpuMs: 7.7312 })).toEqual({
    about: 'an order',
    perOrder: { ...perOrder, sqsRequests: 1.76, cpuMs: 7.73 },
  });
});
