// One intent to order has one idempotency key, however often it has to be sent.

/** `newKey` is crypto.randomUUID, or a test's own. */
export const createSubmission = (newKey: () => string) => {
  let intent: { body: string; key: string } | undefined;
  return {
    /** The same body gets the same key, until the order is taken: a retry then cannot become a second order. */
    keyFor: (body: string): string => {
      if (intent?.body !== body) intent = { body, key: newKey() };
      return intent.key;
    },
    /** The order was taken: the next one is another, even if it reads the same. */
    settled: (): void => {
      intent = undefined;
    },
  };
};
