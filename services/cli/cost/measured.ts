// What an order takes, as the benchmark counted it: `npm run bench -- --write` keeps the file.
import measured from './measured.json' with { type: 'json' };

/** Of three lines: requests as they are billed, capacity units, milliseconds of CPU of all services together. */
export type PerOrder = typeof measured.perOrder;

export const measuredPerOrder: PerOrder = measured.perOrder;
