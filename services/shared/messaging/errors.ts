// The two errors that steer delivery. Anything else that a handler throws is retried, with backoff, like RetryLater.

/** The message cannot succeed yet: try again, after the backoff that its receive count gives. */
export class RetryLater extends Error {
  override name = 'RetryLater';
  /** Until then trying again is futile, and would only use up a delivery: the backoff is at least this long. */
  readonly afterSeconds: number;

  constructor(message: string, options: ErrorOptions & { afterSeconds?: number } = {}) {
    super(message, options);
    this.afterSeconds = options.afterSeconds ?? 0;
  }
}

/** The message can never succeed: to the dead-letter queue at once, with this error's message as the reason. */
export class Permanent extends Error {
  override name = 'Permanent';
}
