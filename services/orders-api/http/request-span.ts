// Pure: one request as a span, named as OpenTelemetry names what an HTTP server does
// (https://opentelemetry.io/docs/specs/semconv/http/). By its route and never by its URL: a query can hold an address.
import type { FinishedSpan } from '#platform/tracer.ts';

type Answered = Pick<FinishedSpan, 'traceparent' | 'parent' | 'startedAt' | 'endedAt'> & {
  method: string;
  /** Undefined where nothing is at the path. */
  route: string | undefined;
  status: number;
  orderId: string | undefined;
};

export const requestSpan = ({ method, route, status, orderId, ...times }: Answered): FinishedSpan => ({
  ...times,
  name: route ? `${method} ${route}` : method,
  kind: 'server',
  attributes: {
    'http.request.method': method,
    'http.response.status_code': status,
    ...(route && { 'http.route': route }),
    ...(orderId && { 'waybill.orderId': orderId }),
  },
  ...(status >= 500 && { error: `Answered ${status}` }),
});
