// SES and its mailbox as a process of their own, for compose: the page with the mails is on port 8005.
import { readEnv } from '#platform/env.ts';
import { createLogger } from '#platform/logger.ts';
import { runUntilSignal } from '#platform/shutdown.ts';
import { fixedPorts } from './embedded.ts';
import { startMailbox } from './mailbox.ts';

const { LOG_LEVEL, HOST, DRAIN_SECONDS: drainSeconds } = readEnv();
await runUntilSignal(() => startMailbox(fixedPorts.mail, HOST), {
  log: createLogger(LOG_LEVEL),
  drainSeconds,
});
