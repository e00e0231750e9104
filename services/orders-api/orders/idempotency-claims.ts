// IdempotencyTable: who used an idempotency key first, for which request, and what came of it.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Aws } from '#platform/aws.ts';
import { itemOfFailedCondition } from '#platform/conditional-writes.ts';
import { readLatest } from '#platform/read-latest.ts';
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
  dynamo,
  tableName,
}: Pick<Aws, 'dynamo' | 'tableName'>): IdempotencyClaims => {
  const TableName = tableName('IdempotencyTable');
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
        await dynamo.send(command);
        return claim;
      } catch (error) {
        const holder = itemOfFailedCondition<IdempotencyClaim>(error);
        if (!holder) throw error;
        return holder;
      }
    },
    find: async (id, nowSeconds) => {
      const claim = await readLatest<IdempotencyClaim>({ dynamo, name: TableName, key: 'id' }, id);
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
