// The embedded AWS as a process of its own, for compose: SQS and SNS on port 4566, DynamoDB on 8000, empty.
import { readEnv } from '#platform/env.ts';
import { createLogger } from '#platform/logger.ts';
import { runUntilSignal } from '#platform/shutdown.ts';
import { startEmbeddedAws } from './embedded.ts';

const { LOG_LEVEL, HOST: host, DRAIN_SECONDS: drainSeconds } = readEnv();
await runUntilSignal(() => startEmbeddedAws({ host }), { log: createLogger(LOG_LEVEL), drainSeconds });
