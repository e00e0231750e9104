// The handler of PaymentProcessed as the worker has it, but that nobody confirms the message.
import type { Handler } from '#messaging/handler.ts';
import { createReserveStock, lookFor } from '../reserve-stock.ts';

export const reserveWith = (deps: Parameters<typeof createReserveStock>[0]): Handler<'PaymentProcessed'> => {
  const reserve = createReserveStock(deps);
  return async (message, context) => reserve(message, context, await lookFor(deps, message.subject));
};
