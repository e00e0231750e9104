// Counts as CloudWatch's Embedded Metric Format: log lines that CloudWatch turns into metrics, without an agent or a call. Pure.
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
import type { Counts } from './metrics.ts';

type Place = { environment: string; service: string };

/** A value for each metric and dimension that `_aws` names. */
type EmfDocument = {
  _aws: {
    /** Milliseconds since the epoch. */
    Timestamp: number;
    CloudWatchMetrics: {
      Namespace: string;
      Dimensions: string[][];
      Metrics: { Name: string; Unit: 'Count' }[];
    }[];
  };
  [member: string]: unknown;
};

const namespace = 'Waybill';
const always = ['Environment', 'Service'];

/** One document, and one more for each outcome: a document has one value for a dimension. None where nothing was counted. */
export const emfDocuments = (place: Place, counts: Counts, now: number): EmfDocument[] =>
  [...counts].map(([outcome, ofOutcome]) => ({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          // Also without the outcome: CloudWatch does not add up over a dimension by itself.
          Dimensions: outcome === '' ? [always] : [always, [...always, 'Outcome']],
          Metrics: [...ofOutcome.keys()].map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    Environment: place.environment,
    Service: place.service,
    ...(outcome !== '' && { Outcome: outcome }),
    ...Object.fromEntries(ofOutcome),
  }));
