import { expect, it } from 'vitest';
import { requestsOf } from './sharing.ts';
import { demandWith, perOrder } from './testing/settings.ts';

const of = (ordersPerDay: number) =>
  requestsOf(demandWith({ ordersPerDay, peakFactor: 1 }), () => 1, perOrder);

it('few orders: each of seven deliveries is received and deleted by itself, each of six events published', () => {
  expect(of(1_000)).toEqual({ sqsRequests: 15, snsPublishes: 6 });
});

it('many orders share requests: at 80 a second, two come within 25 ms', () => {
  expect(of(80 * 86_400)).toEqual({ sqsRequests: 7.5, snsPublishes: 3 });
});

it('no more than in the full queues of the benchmark', () => {
  expect(of(1e9).sqsRequests).toBeCloseTo(perOrder.sqsRequests, 9);
  expect(of(1e9).snsPublishes).toBeCloseTo(perOrder.snsPublishes, 9);
});

it('the busy hours share more than the others', () => {
  const mean = (peakFactor: number) =>
    requestsOf(demandWith({ ordersPerDay: 30 * 86_400, peakFactor }), () => 1, perOrder).sqsRequests;
  expect(mean(1)).toBe(15);
  expect(mean(3)).toBeLessThan(15);
});
