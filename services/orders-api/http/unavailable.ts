// Pure: does an error say that AWS cannot be reached or is too busy, as opposed to a fault of our own?
import { Busy } from '#platform/busy.ts';

const networkCodes = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html and the same for SQS */
const awsNames = new Set([
  'AbortError',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'InternalFailure',
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ResourceNotFoundException',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'TimeoutError',
]);

/** An error, or one that caused it; a chain of causes can be long, and can be a ring. */
export const isUnavailable = (error: unknown, depth = 0): boolean => {
  if (!(error instanceof Error) || depth > 4) return false;
  if (says(error) || isUnavailable(error.cause, depth + 1)) return true;
  return error instanceof AggregateError && error.errors.some((one) => isUnavailable(one, depth + 1));
};

const says = (error: Error & { code?: unknown; $fault?: unknown }): boolean =>
  error instanceof Busy ||
  awsNames.has(error.name) ||
  error.$fault === 'server' ||
  (typeof error.code === 'string' && networkCodes.has(error.code));
