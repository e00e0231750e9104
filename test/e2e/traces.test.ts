// What a collector is told of an order: one trace, from the request to the mail, in which each step names what caused it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CollectedSpan, type Collector, startCollector } from '#test/collector.ts';
import { orderBody, post } from '#test/orders.ts';
import { startWaybill } from '#test/waybill.ts';

let collector: Collector;
let orderId: string;
let trace: string;

beforeAll(async () => {
  collector = await startCollector();
  const waybill = await startWaybill({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  await waybill.aws.stock({ traced: 10 });
  const placed = await waybill.request('/orders', post(orderBody([{ productId: 'traced', quantity: 1 }])));
  orderId = placed.body.orderId;
  trace = placed.headers.get('traceparent')?.slice(3, 35) ?? '';
  await waybill.settled(orderId);
  await waybill.request('/health/live');
  // What is left is sent when it stops.
  await waybill.stop();
});
afterAll(() => collector.close());

const spansOfOrder = (): CollectedSpan[] => collector.spans.filter(({ traceId }) => traceId === trace);

/** From the first cause to this span. */
const pathTo = (span: CollectedSpan | undefined): string[] => {
  const path: string[] = [];
  for (let at = span; at; at = spansOfOrder().find(({ spanId }) => spanId === at?.parentSpanId))
    path.unshift(`${at.service}: ${at.name}`);
  return path;
};

describe('the trace of an order', () => {
  it('leads from the request to the mail, each step caused by the one before', () => {
    const mail = spansOfOrder().find(({ name }) => name === 'process notification-queue');
    expect(pathTo(mail)).toEqual([
      'orders-api: POST /orders',
      'orders: process order-queue',
      'payment: process payment-queue',
      'inventory: process inventory-queue',
      'shipping: process shipping-queue',
      'payment: process payment-queue',
      'orders: process order-status-queue',
      'notification: process notification-queue',
    ]);
  });

  it('says of each step which order it was for, what it was told, and how long it took', () => {
    const steps = spansOfOrder().filter(({ name }) => name.startsWith('process '));
    expect(new Set(steps.map(({ attributes }) => attributes['waybill.orderId']))).toEqual(new Set([orderId]));
    expect(steps.every(({ attributes }) => attributes['waybill.disposition'] === 'acknowledge')).toBe(true);
    expect(steps.find(({ name }) => name === 'process inventory-queue')?.attributes).toMatchObject({
      'messaging.system': 'aws_sqs',
      'waybill.type': 'PaymentProcessed',
      'waybill.outcome': 'authorized',
    });
    for (const { startTimeUnixNano, endTimeUnixNano } of steps)
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
  });

  it('holds nothing of the customer, and no health checks', () => {
    expect(JSON.stringify(collector.spans)).not.toMatch(/john|main st|anytown/i);
    expect(collector.spans.filter(({ name }) => name.includes('health'))).toEqual([]);
  });
});
