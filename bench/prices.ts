// What AWS charges for requests, in US dollars, per million of each; as `npm run cost` has it.
import prices from '../services/cli/cost/prices.json' with { type: 'json' };

const { sqs, sns, dynamodb } = prices;

export const dollarsPerMillion = {
  /** Requests of up to 64 KiB; a batch is one. Standard queues. */
  sqsRequests: sqs.millionRequests,
  /** Publishes of up to 64 KiB; a batch is one. Delivery to SQS is free. */
  snsPublishes: sns.millionPublishes,
  /** On demand; transactions count twice, each index and each refused condition counts too. */
  writeUnits: dynamodb.millionWriteUnits,
  readUnits: dynamodb.millionReadUnits,
};
