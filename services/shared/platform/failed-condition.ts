// A failed condition is not an error: it tells what is stored instead.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** What is stored where a condition failed, if that was asked for. @throws the error itself, when it says anything else */
export const itemOfFailedCondition = <Item>(error: unknown): Item | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && (unmarshall(error.Item) as Item);
};
