// TransactWriteItems in plain words: committed, or refused by conditions. Conflicts are tried again, as AWS advises.
import { setTimeout as delay } from 'node:timers/promises';
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Context } from './context.ts';

export type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

/** `reasons`: one for each write, in order; its `Code` is 'None' where that write was not the cause. */
export type Committed = { committed: true } | { committed: false; reasons: CancellationReason[] };

/** With full jitter: a second and a half on average. */
const conflict = { attempts: 10, baseMs: 10, capMs: 500 };

/** @throws what is neither a failed condition nor a conflict that a few attempts outlast */
export const transact = async ({ aws }: Context, TransactItems: Writes): Promise<Committed> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await aws.dynamo.send(new TransactWriteCommand({ TransactItems }));
      return { committed: true };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (reasons.some(isRefused)) return { committed: false, reasons };
      const isConflict = reasons.some(({ Code }) => Code === 'TransactionConflict');
      if (!isConflict || attempt === conflict.attempts) throw error;
    }
    await delay(Math.random() * Math.min(conflict.capMs, conflict.baseMs * 2 ** attempt));
  }
};

/** Whether this write's own condition failed. */
export const isRefused = (reason: CancellationReason | undefined): boolean =>
  reason?.Code === 'ConditionalCheckFailed';
