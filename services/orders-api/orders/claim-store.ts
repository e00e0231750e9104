// IdempotencyTable: who used an idempotency key first, for which request and which order.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Aws } from '#platform/aws.ts';

/** `id` is a hash of principal and key; `expiresAt`, in seconds since the epoch, is what the table's TTL reads. */
export type Claim = { id: string; orderId: string; fingerprint: string; expiresAt: number };

export type ClaimStore = {
  /** Stores the claim unless another one holds its id; resolves to the one that holds it. */
  claim: (claim: Claim, nowSeconds: number) => Promise<Claim>;
  find: (id: string, nowSeconds: number) => Promise<Claim | undefined>;
};

/** TTL deletes days late, so a claim that has expired may still be there: it counts as gone, here and in the condition. */
const isLive = (claim: Claim | undefined, nowSeconds: number): claim is Claim =>
  claim !== undefined && claim.expiresAt > nowSeconds;

export const createClaimStore = ({ dynamo, tableName }: Pick<Aws, 'dynamo' | 'tableName'>): ClaimStore => {
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
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        return unmarshall(error.Item) as Claim;
      }
    },
    find: async (id, nowSeconds) => {
      const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { id }, ConsistentRead: true }));
      const claim = Item as Claim | undefined;
      return isLive(claim, nowSeconds) ? claim : undefined;
    },
  };
};
