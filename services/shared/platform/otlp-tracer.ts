// Sends spans to a collector by OTLP over HTTP, in batches, in the background. The queue is bounded: a collector that is away
// costs spans, never work.
import {
  type Attributes,
  type DiagLogger,
  DiagLogLevel,
  diag,
  type HrTime,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Logger } from './logger.ts';
import { parseTraceparent } from './trace.ts';
import type { FinishedSpan, Tracer } from './tracer.ts';

type OtlpOptions = {
  /** Of the collector: spans go to its path /v1/traces. */
  endpoint: string;
  /** Of the traces, from 0 to 1. */
  share: number;
  environment: string;
  log: Logger;
};

/** Milliseconds. */
const exportTimeoutMillis = 5_000;
const closingMs = 5_000;

export const createOtlpTracer = ({ endpoint, share, environment, log }: OtlpOptions): Tracer => {
  diag.setLogger(diagLogger(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const url = `${endpoint.replace(/\/$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMillis });
  const processor = new BatchSpanProcessor({ exporter, exportTimeoutMillis, maxQueueSize: 8_192 });
  return {
    forService: (name) => {
      const resource = resourceFromAttributes({
        'service.name': name,
        'service.namespace': 'waybill',
        'deployment.environment.name': environment,
      });
      return (span) => {
        if (isSampled(span.traceparent, share)) processor.onEnd(readableSpan(span, resource));
      };
    },
    close: async () => {
      const failed = (err: unknown) => log.warn({ err }, 'the last spans were not taken by the collector');
      const tooLong = new Promise<void>((resolve) => setTimeout(resolve, closingMs).unref());
      await Promise.race([processor.shutdown().catch(failed), tooLong]);
    },
  };
};

const diagLogger = (log: Logger): DiagLogger => {
  const warn = (problem: string) => log.warn({ problem }, 'spans were not taken by the collector');
  const ignore = () => undefined;
  return { error: warn, warn, info: ignore, debug: ignore, verbose: ignore };
};

/** By the trace's id, so that every service decides alike and a trace is there whole or not at all. */
export const isSampled = (traceparent: string, share: number): boolean => {
  const { traceId, flags } = parseTraceparent(traceparent) ?? { traceId: '', flags: 0 };
  return (flags & 1) === 1 && Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32;
};

const kinds = { server: SpanKind.SERVER, consumer: SpanKind.CONSUMER };

const readableSpan = (span: FinishedSpan, resource: Resource): ReadableSpan => {
  const parent = contextOf(span.parent, true);
  const own = contextOf(span.traceparent, false);
  if (!own) throw new Error(`${span.name} has a malformed traceparent`);
  return {
    name: span.name,
    kind: kinds[span.kind],
    spanContext: () => own,
    ...(parent && { parentSpanContext: parent }),
    startTime: hrTime(span.startedAt),
    endTime: hrTime(span.endedAt),
    duration: hrTime(span.endedAt - span.startedAt),
    status: span.error ? { code: SpanStatusCode.ERROR, message: span.error } : { code: SpanStatusCode.UNSET },
    attributes: span.attributes satisfies Attributes,
    links: [],
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: 'waybill' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  };
};

const contextOf = (traceparent: string | undefined, isRemote: boolean): SpanContext | undefined => {
  const parsed = parseTraceparent(traceparent);
  return parsed && { traceId: parsed.traceId, spanId: parsed.spanId, traceFlags: parsed.flags, isRemote };
};

/** Seconds and nanoseconds. */
const hrTime = (ms: number): HrTime => [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];
