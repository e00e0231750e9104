// JSON logs on stdout. Lines carry service, orderId and trace; never a body, card, token, address or mail.
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

/**
 * Lines are written many at a time: each write is a system call. A process that ends writes what is left; one that is killed
 * takes the lines of its last tenth of a second with it. Where nobody reads stdout, 16 MiB wait, and what comes after is lost.
 */
const stdout = () =>
  pino.destination({
    dest: 1,
    sync: false,
    minLength: 8_192,
    maxLength: 16 * 1_024 ** 2,
    periodicFlush: 100,
  });

export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? stdout(),
  );
