// What a handler is given besides its message, for tests that call handlers directly.
import { pino } from 'pino';
import type { HandlerContext } from '#messaging/handler.ts';
import { silentMetrics } from '#platform/metrics.ts';

export const handlerContext = (): HandlerContext => ({
  signal: AbortSignal.timeout(10_000),
  log: pino({ level: 'silent' }),
  count: silentMetrics.count,
});
