// What DynamoDB answers when it refuses, as the SDK's own exceptions; and the refusal of what the fakes cannot do.
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { type Item, marshalItem } from './values.ts';

const $metadata = { httpStatusCode: 400 };

/** The SDK has no class of its own for it. */
export const validation = (message: string): DynamoDBServiceException =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', $metadata, message });

export const isValidation = (error: unknown): error is DynamoDBServiceException =>
  error instanceof DynamoDBServiceException && error.name === 'ValidationException';

const conditionFailedMessage = 'The conditional request failed';

/** With `item`, marshalled, where ALL_OLD was asked for and there is one. */
export const conditionFailed = (item: Item | undefined): ConditionalCheckFailedException =>
  new ConditionalCheckFailedException({
    message: conditionFailedMessage,
    $metadata,
    ...(item && { Item: marshalItem(item) }),
  });

export const conditionFailedReason = (item: Item | undefined): CancellationReason => ({
  Code: 'ConditionalCheckFailed',
  Message: conditionFailedMessage,
  ...(item && { Item: marshalItem(item) }),
});

/** `reasons` have a place for each write, in their order. */
export const transactionCanceled = (reasons: CancellationReason[]): TransactionCanceledException =>
  new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    $metadata,
    CancellationReasons: reasons,
  });

export const noSuchTable = (): ResourceNotFoundException =>
  new ResourceNotFoundException({ message: 'Requested resource not found', $metadata });
