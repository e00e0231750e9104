import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '#test/collector.ts';
import { readEnv } from './env.ts';
import { createLogger } from './logger.ts';
import { isSampled } from './otlp-tracer.ts';
import { createTracer, type FinishedSpan, type Tracer } from './tracer.ts';

const spanOf = (traceparent: string): FinishedSpan => ({
  name: 'process a-queue',
  kind: 'consumer',
  traceparent,
  parent: 'malformed',
  startedAt: 1_000.5,
  endedAt: 1_002.75,
  attributes: { 'messaging.system': 'aws_sqs' },
  error: 'RetryLater: not yet',
});
const traceparent = (id: string, flags = '01') => `00-${id.padStart(32, '0')}-00000000000000aa-${flags}`;

const warnings: string[] = [];
const log = createLogger('warn', { write: (line) => void warnings.push(line) });

let collector: Collector;
beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.close());

const tracerTo = async (url: string): Promise<Tracer> => {
  const tracer = await createTracer(readEnv({ OTEL_EXPORTER_OTLP_ENDPOINT: url }), log);
  if (!tracer) throw new Error('There is no tracer');
  return tracer;
};

describe('a tracer', () => {
  it('is not there without a collector', async () => {
    expect(await createTracer(readEnv({}), log)).toBeUndefined();
  });

  it('sends a span as it was recorded, and begins a trace where what caused it is malformed', async () => {
    const tracer = await tracerTo(`${collector.url}/`);
    tracer.forService('payment')(spanOf(traceparent('a')));
    await tracer.close();
    expect(collector.spans).toEqual([
      expect.objectContaining({
        service: 'payment',
        name: 'process a-queue',
        kind: 5,
        traceId: 'a'.padStart(32, '0'),
        spanId: '00000000000000aa',
        startTimeUnixNano: '1000500000',
        endTimeUnixNano: '1002750000',
        status: { code: 2, message: 'RetryLater: not yet' },
      }),
    ]);
    expect(collector.spans[0]?.parentSpanId).toBeUndefined();
  });

  it('sends the share of the traces that it is asked for', async () => {
    const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_TRACES_SAMPLER_ARG: '0.1' };
    const tracer = await createTracer(readEnv(variables), log);
    for (const id of ['b00000001', 'bffffffff']) tracer?.forService('payment')(spanOf(traceparent(id)));
    await tracer?.close();
    const sent = collector.spans.map(({ traceId }) => traceId);
    expect(sent).toContain('b00000001'.padStart(32, '0'));
    expect(sent).not.toContain('bffffffff'.padStart(32, '0'));
  });

  it('loses spans rather than holding up work when the collector is away', async () => {
    const tracer = await tracerTo('http://127.0.0.1:9');
    const record = tracer.forService('payment');
    for (let index = 1; index <= 20_000; index += 1) record(spanOf(traceparent(index.toString(16))));
    await expect(tracer.close()).resolves.toBeUndefined();
    expect(warnings.join()).toContain('not taken by the collector');
  });
});

describe('a sample', () => {
  it.each([
    ['all', traceparent('ffffffff'), 1, true],
    ['none', traceparent('100000000'), 0, false],
    ['a tenth: below it', traceparent('19999998'), 0.1, true],
    ['a tenth: above it', traceparent('1999999a'), 0.1, false],
    ['what the client does not want traced', traceparent('100000000', '00'), 1, false],
    ['what is malformed', 'nonsense', 1, false],
  ])('of %s', (_, given, share, taken) => {
    expect(isSampled(given, share)).toBe(taken);
  });
});
