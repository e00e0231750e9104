// A logger that says nothing, and costs nothing: a run would log a thousand lines.
import type { Logger } from '#platform/logger.ts';

const nothing = (): void => undefined;

const silent = {
  level: 'silent',
  fatal: nothing,
  error: nothing,
  warn: nothing,
  info: nothing,
  debug: nothing,
  trace: nothing,
  silent: nothing,
  child: (): unknown => silent,
};

export const silentLogger = silent as unknown as Logger;
