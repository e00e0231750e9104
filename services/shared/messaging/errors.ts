// The two errors that steer delivery. Anything else that a handler throws is retried, with backoff, like RetryLater.

/** The message cannot succeed yet: try again, after the backoff that its receive count gives. */
export class RetryLater extends Error {
  override name = 'RetryLater';
}

/** The message can never succeed: to the dead-letter queue at once, with this error's message as the reason. */
export class Permanent extends Error {
  override name = 'Permanent';
}
