// What no run of the benchmark tells and a bill depends on. Each is a round figure that a shop can replace by its own.

export const assumptions = {
  /** The four busiest hours of a day take this many times the day's mean; --peak-factor. */
  peakFactor: 3,
  peakHours: 4,
  /** One visit: the page, its thirty-odd scripts and styles, products, the order, its stream. Without visitors who only look. */
  requestsPerOrder: 36,
  /** That such a visit receives, compressed, headers included. */
  bytesToCustomer: 60_000,
  /** Seconds for which the customer's page follows the order; while it does, five items are read every 150 ms. */
  watchedSeconds: 2,
  watchReadUnitsPerSecond: 5 / 0.15,
  /** Of an order that ships: seven deliveries from queues, six events. */
  deliveriesPerOrder: 7,
  eventsPerOrder: 6,
  mailsPerOrder: 1,
  /** What comes to a task's queue within this time shares a request: a busy worker receives so often. */
  gatherSeconds: 0.025,
  /** Eleven log lines and what CloudWatch adds to each; as twenty orders wrote them. */
  logBytes: 3_200,
  /** CloudWatch stores logs compressed: to about this share. */
  logStoredShare: 0.15,
  /** To SQS, SNS, SES and CloudWatch and back, headers and TLS included; DynamoDB has an endpoint of its own. */
  bytesThroughEgress: 40_000,
  /** In seven tables, with what DynamoDB adds to each item and index entry; as twenty orders of three lines left them. */
  storedBytes: 4_100,
  /** Months for which orders are kept: nothing deletes them; --months-kept. */
  monthsKept: 12,
  /** Long polls last this long where nothing comes: RECEIVE_WAIT_SECONDS. */
  receiveWaitSeconds: 20,
  /** Each of the sweeper's looks queries eight partitions of an index and four journals, at half a unit or more; SWEEP_INTERVAL_SECONDS. */
  sweepReadUnits: 12,
  sweepsPerHour: 60,
  /** It passes each order once: half a unit for the order, and a share of a page of the journal. */
  sweptReadUnits: 0.55,
  /** It reads every table once an hour, and stops at so many orders; RECONCILE_INTERVAL_MINUTES. */
  reconciliationsPerHour: 1,
  reconciledOrders: 100_000,
} as const;
