// Several writes together or none, and in plain words why none.
import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

export type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

export type TransactionResult =
  | { kind: 'applied' }
  /** Another transaction was at one of the items: worth another try. */
  | { kind: 'contended' }
  /** Conditions failed; a place for each write, with the reason where its own condition was one of them. */
  | { kind: 'refused'; reasons: (CancellationReason | undefined)[] };

/** Two units a write and KB. @throws what is neither contention nor a failed condition */
export const transact = async (
  dynamo: DynamoDBDocumentClient,
  TransactItems: Writes,
  signal: AbortSignal,
): Promise<TransactionResult> => {
  try {
    await dynamo.send(new TransactWriteCommand({ TransactItems }), { abortSignal: signal });
    return { kind: 'applied' };
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = (error.CancellationReasons ?? []).map((reason) =>
      reason.Code === 'None' ? undefined : reason,
    );
    const isOnly = (code: string) => reasons.every((reason) => !reason || reason.Code === code);
    if (reasons.some((reason) => reason?.Code === 'TransactionConflict')) return { kind: 'contended' };
    if (reasons.length === 0 || !isOnly('ConditionalCheckFailed')) throw error;
    return { kind: 'refused', reasons };
  }
};
