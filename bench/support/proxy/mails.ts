// The mails that went out, by recipient, and who waits for them.

type Destination = { ToAddresses?: string[] };
type MailRequest = { Destination?: Destination; BulkEmailEntries?: { Destination?: Destination }[] };

/** Everybody whom the request, of one mail or of many, writes to. Pure. */
export const recipientsOf = (body: string): string[] => {
  const { Destination, BulkEmailEntries = [] } = JSON.parse(body) as MailRequest;
  return [Destination, ...BulkEmailEntries.map((entry) => entry.Destination)].flatMap(
    (destination) => destination?.ToAddresses ?? [],
  );
};

type Waiting = { count: number; resolve: () => void };

export const createMails = () => {
  const byRecipient = new Map<string, number>();
  const waiting = new Set<Waiting>();

  return {
    record: (recipients: string[]): void => {
      for (const one of recipients) byRecipient.set(one, (byRecipient.get(one) ?? 0) + 1);
      for (const wait of waiting)
        if (byRecipient.size >= wait.count) {
          waiting.delete(wait);
          wait.resolve();
        }
    },
    counts: (): Record<string, number> => Object.fromEntries(byRecipient),
    reset: (): void => byRecipient.clear(),
    /** Resolves when so many recipients have had a mail, or when `timeoutMs` have passed. `at`: since the epoch. */
    until: async (count: number, timeoutMs: number): Promise<{ at: number; recipients: number }> => {
      if (byRecipient.size < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const wait = { count, resolve };
        waiting.add(wait);
        const timer = setTimeout(resolve, timeoutMs);
        await promise;
        clearTimeout(timer);
        waiting.delete(wait);
      }
      return { at: Date.now(), recipients: byRecipient.size };
    },
  };
};
