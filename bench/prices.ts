// What AWS charges in us-east-1, in US dollars, as of 2026. Per million of each.

export const dollarsPerMillion = {
  /** Requests of up to 64 KiB; a batch is one. Standard queues. */
  sqsRequests: 0.4,
  /** Publishes of up to 64 KiB; a batch is one. Delivery to SQS is free. */
  snsPublishes: 0.5,
  /** On demand; transactions count twice, each index and each refused condition counts too. */
  writeUnits: 0.625,
  readUnits: 0.125,
};
