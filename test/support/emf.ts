// Reads log lines as CloudWatch does: those in the Embedded Metric Format, by its specification, and what they sum up to.
import Ajv from 'ajv';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const specification = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['CloudWatchMetrics', 'Timestamp'],
      properties: {
        Timestamp: { type: 'integer', minimum: 1_500_000_000_000 },
        CloudWatchMetrics: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['Namespace', 'Dimensions', 'Metrics'],
            properties: {
              Namespace: { type: 'string', minLength: 1, maxLength: 1024 },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'array',
                  minItems: 1,
                  maxItems: 30,
                  items: { type: 'string', minLength: 1, maxLength: 250 },
                },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  required: ['Name'],
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1024 },
                    Unit: { const: 'Count' },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
} as const;

const isEmf = new Ajv.default().compile(specification);

type Directive = { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] };
type Document = { _aws: { CloudWatchMetrics: Directive[] } } & Record<string, unknown>;

/** 'Waybill OrdersShipped {Environment=local Service=shipping}' → its sum. @throws Error for a line that CloudWatch would drop */
export const metricsIn = (lines: readonly string[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const document of documentsIn(lines))
    for (const { Namespace, Dimensions, Metrics } of document._aws.CloudWatchMetrics)
      for (const names of Dimensions)
        for (const { Name } of Metrics) {
          const dimensions = names.map((name) => `${name}=${textOf(document, name)}`).join(' ');
          const key = `${Namespace} ${Name} {${dimensions}}`;
          sums[key] = (sums[key] ?? 0) + numberOf(document, Name);
        }
  return sums;
};

const documentsIn = (lines: readonly string[]): Document[] =>
  lines
    .map((line) => JSON.parse(line))
    .filter((parsed) => '_aws' in parsed)
    .map((parsed) => {
      if (!isEmf(parsed)) throw new Error(`CloudWatch would drop ${JSON.stringify([parsed, isEmf.errors])}`);
      return parsed as Document;
    });

const textOf = (document: Document, name: string): string => {
  const value = document[name];
  if (typeof value !== 'string' || value === '') throw new Error(`Dimension ${name} has no value`);
  return value;
};

const numberOf = (document: Document, name: string): number => {
  const value = document[name];
  if (typeof value !== 'number') throw new Error(`Metric ${name} has no value`);
  return value;
};
