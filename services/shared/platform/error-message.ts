// What an error says, for a line on the terminal. Logs take the error itself.

/** JavaScript throws anything; of an Error, its message. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
