// JSON logs on stdout. Lines carry service, orderId and trace; never a body, card, token, address or mail.
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type { Logger };

export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ dest: 1, sync: false }),
  );
