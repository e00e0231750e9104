// Pure: one delivery of a message as a span, named as OpenTelemetry names what a consumer does
// (https://opentelemetry.io/docs/specs/semconv/messaging/).
import { type Received, subjectName } from '#contracts/events.ts';
import type { FinishedSpan } from '#platform/tracer.ts';
import type { Disposition } from './deliver.ts';

type Delivery = Pick<FinishedSpan, 'traceparent' | 'parent' | 'startedAt' | 'endedAt'> & {
  queue: string;
  receives: number;
  /** Undefined where the message could not be read. */
  received: Received | undefined;
  disposition: Disposition;
};

export const processSpan = (delivery: Delivery): FinishedSpan => {
  const { queue, receives, received, disposition, ...times } = delivery;
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
      ...(received && attributesOf(received)),
    },
    ...(disposition.kind !== 'acknowledge' && { error: disposition.reason }),
  };
};

const attributesOf = ({ id, type, subject, outcome }: Received) => ({
  'messaging.message.id': id,
  'waybill.type': type,
  [`waybill.${subjectName(type)}`]: subject,
  ...(outcome && { 'waybill.outcome': outcome }),
});
