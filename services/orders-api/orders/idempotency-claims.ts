// IdempotencyTable: who used an idempotency key first, for which request, and what came of it.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { itemOfFailedCondition } from '#platform/failed-condition.ts';
import type { Runtime } from '#platform/runtime.ts';
import { ProblemError } from '../http/problem.ts';

/**
 * `id` is a hash of what the key is used for, by whom, and the key; `subject` the order or product that the first request
 * was about; `expiresAt`, in seconds since the epoch, is what the table's TTL reads.
 */
export type IdempotencyClaim = { id: string; subject: string; fingerprint: string; expiresAt: number };

export type IdempotencyClaims = {
  /** Stores the claim unless another one holds its id; resolves to the one that holds it. */
  claim: (claim: IdempotencyClaim, nowSeconds: number) => Promise<IdempotencyClaim>;
  find: (id: string, nowSeconds: number) => Promise<IdempotencyClaim | undefined>;
};

export const createIdempotencyClaims = ({
  aws,
  tables,
}: Pick<Runtime, 'aws' | 'tables'>): IdempotencyClaims => {
  const TableName = aws.tableName('IdempotencyTable');
  return {
    claim: async (claim, nowSeconds) => {
      const command = new PutCommand({
        TableName,
        Item: claim,
        ConditionExpression: 'attribute_not_exists(id) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': nowSeconds },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await aws.dynamo.send(command);
        return claim;
      } catch (error) {
        const holder = itemOfFailedCondition<IdempotencyClaim>(error);
        if (!holder) throw error;
        return holder;
      }
    },
    find: async (id, nowSeconds) => {
      const claim = await tables.get<IdempotencyClaim>('IdempotencyTable', id);
      return isLive(claim, nowSeconds) ? claim : undefined;
    },
  };
};

/** TTL deletes days late, so a claim that has expired may still be there: it counts as gone, here and in the condition. */
const isLive = (claim: IdempotencyClaim | undefined, nowSeconds: number): claim is IdempotencyClaim =>
  claim !== undefined && claim.expiresAt > nowSeconds;

/** How long a key is remembered. */
export const claimSeconds = 365 * 24 * 60 * 60;

/** @throws ProblemError 422 when the key was used with another body */
export const assertSameRequest = (holder: IdempotencyClaim, claim: IdempotencyClaim): void => {
  if (holder.fingerprint !== claim.fingerprint)
    throw new ProblemError(422, 'This Idempotency-Key was used with a different body; use a new key', {
      kind: 'idempotency-key-reused',
    });
};
