// What SQS answers when it refuses, as the SDK's own exceptions.
import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  EmptyBatchRequest,
  InvalidMessageContents,
  QueueDoesNotExist,
  ReceiptHandleIsInvalid,
  SQSServiceException,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';

const $metadata = { httpStatusCode: 400 };

/** The SDK has no class of its own for it. */
export const invalidParameter = (message: string): SQSServiceException =>
  new SQSServiceException({ name: 'InvalidParameterValue', $fault: 'client', $metadata, message });

export const noSuchQueue = () =>
  new QueueDoesNotExist({ message: 'The specified queue does not exist.', $metadata });

export const invalidHandle = () =>
  new ReceiptHandleIsInvalid({ message: 'The input receipt handle is invalid.', $metadata });

export const notInFlight = () =>
  invalidParameter(
    'Value for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.',
  );

export const invalidContents = () =>
  new InvalidMessageContents({
    message: 'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF …',
    $metadata,
  });

export const emptyBatch = () =>
  new EmptyBatchRequest({ message: 'There should be at least one entry in the request.', $metadata });

export const tooManyEntries = (count: number) =>
  new TooManyEntriesInBatchRequest({
    message: `Maximum number of entries per request are 10. You have sent ${count}.`,
    $metadata,
  });

export const sameIds = (id: string) =>
  new BatchEntryIdsNotDistinct({ message: `Id ${id} repeated.`, $metadata });

export const batchTooLong = (bytes: number) =>
  new BatchRequestTooLong({
    message: `Batch requests cannot be longer than 262144 bytes. You have sent ${bytes} bytes.`,
    $metadata,
  });
