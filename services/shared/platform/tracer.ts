// Spans for an OpenTelemetry collector: what was done, for how long, and what caused it. Trace and span ids are those of
// ./trace.ts, which logs and messages carry whether spans are exported or not.
import { type Env, environmentOf } from './env.ts';
import type { Logger } from './logger.ts';

/** Something that is over. Attributes follow https://opentelemetry.io/docs/specs/semconv/; never a customer's data. */
export type FinishedSpan = {
  name: string;
  kind: 'server' | 'consumer';
  /** Its own: what it caused names it as its parent. */
  traceparent: string;
  /** Of what caused it, as it was received: it may be missing or malformed. */
  parent?: string | undefined;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number;
  attributes: Record<string, string | number>;
  /** What went wrong. */
  error?: string | undefined;
};

/** Takes spans of one service; neither waits nor throws. Spans that the collector does not take in time are dropped. */
export type RecordSpan = (span: FinishedSpan) => void;

export type Tracer = {
  forService: (name: string) => RecordSpan;
  /** Sends what is left, for at most a few seconds; what is not taken by then is dropped. */
  close: () => Promise<void>;
};

/** Undefined without a collector: then nothing of OpenTelemetry is loaded, and a span costs nothing. */
export const createTracer = async (env: Env, log: Logger): Promise<Tracer | undefined> => {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined;
  const { createOtlpTracer } = await import('./otlp-tracer.ts');
  return createOtlpTracer({
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: env.OTEL_TRACES_SAMPLER_ARG,
    log,
    environment: environmentOf(env),
  });
};
