// W3C trace context (https://www.w3.org/TR/trace-context/): one trace follows an order through every service.
import { randomHex } from './ids.ts';

/** An id of zeros alone is none: a collector would refuse its span, and those that came with it. */
const form = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

const newSpanId = (): string => randomHex().slice(-16);

const newTraceparent = (): string => `00-${randomHex()}-${newSpanId()}-01`;

type Traceparent = { traceId: string; spanId: string; flags: number };

/** Undefined where it is missing or malformed. */
export const parseTraceparent = (traceparent: string | undefined): Traceparent | undefined => {
  const [, traceId, spanId, flags] = form.exec(traceparent ?? '') ?? [];
  return traceId && spanId && flags ? { traceId, spanId, flags: Number.parseInt(flags, 16) } : undefined;
};

/** The traceparent for work caused by `parent`: same trace, new span. A missing or malformed parent starts a trace. */
export const childTraceparent = (parent: string | undefined): string => {
  const match = form.exec(parent ?? '');
  return match ? `00-${match[1]}-${newSpanId()}-${match[3]}` : newTraceparent();
};

/** The 32 hex digits that logs carry as `trace`. */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);
