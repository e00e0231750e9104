// Pure: one delivery of a message as a span, named as OpenTelemetry names what a consumer does
// (https://opentelemetry.io/docs/specs/semconv/messaging/).
import type { FinishedSpan } from '#platform/tracer.ts';
import type { Disposition } from './deliver.ts';
import type { Step } from './handler.ts';

type Delivery = Pick<FinishedSpan, 'traceparent' | 'parent' | 'startedAt' | 'endedAt'> & {
  queue: string;
  receives: number;
  /** Undefined where the message could not be read. */
  step: Step | undefined;
  disposition: Disposition;
};

export const processSpan = (delivery: Delivery): FinishedSpan => {
  const { queue, receives, step, disposition, ...times } = delivery;
  return {
    ...times,
    name: `process ${queue}`,
    kind: 'consumer',
    attributes: {
      'messaging.system': 'aws_sqs',
      'messaging.destination.name': queue,
      'messaging.operation.type': 'process',
      'waybill.receives': receives,
      'waybill.disposition': disposition.kind,
      ...(step && attributesOf(step)),
    },
    ...(disposition.kind !== 'acknowledge' && { error: disposition.reason }),
  };
};

const attributesOf = ({ id, fields }: Step): Record<string, string> => ({
  ...(id !== undefined && { 'messaging.message.id': id }),
  ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`waybill.${name}`, value])),
});
