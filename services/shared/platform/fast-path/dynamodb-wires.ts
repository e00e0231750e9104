// DynamoDB's two batch calls: items as documents here, as typed attributes on the wire. Pure.

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type {
  BatchExecuteStatementCommandInput,
  BatchExecuteStatementCommandOutput,
  BatchGetCommandInput,
  BatchGetCommandOutput,
} from '@aws-sdk/lib-dynamodb';
import { convertToAttr, marshall, unmarshall } from '@aws-sdk/util-dynamodb';

type TypedItem = Record<string, AttributeValue>;
type Requests = NonNullable<BatchGetCommandInput['RequestItems']>;

/** On the fast path as on the SDK's. */
export const marshallOptions = { removeUndefinedValues: true };

const mapValues = <From, To>(record: Record<string, From>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

const withKeys =
  (change: (key: Record<string, unknown>) => Record<string, unknown>) => (request: Requests[string]) => ({
    ...request,
    Keys: request.Keys?.map(change),
  });

export const writeBatchGet = (input: object): string => {
  const { RequestItems = {}, ...rest } = input as BatchGetCommandInput;
  return JSON.stringify({
    ...rest,
    RequestItems: mapValues(
      RequestItems,
      withKeys((key) => marshall(key)),
    ),
  });
};

export const readBatchGet = (answer: string): object => {
  const { Responses = {}, UnprocessedKeys = {}, ...rest } = JSON.parse(answer) as BatchGetCommandOutput;
  return {
    ...rest,
    Responses: mapValues(Responses, (items) => items.map((item) => unmarshall(item as TypedItem))),
    UnprocessedKeys: mapValues(
      UnprocessedKeys,
      withKeys((key) => unmarshall(key as TypedItem)),
    ),
  };
};

export const writeStatements = (input: object): string => {
  const { Statements = [], ...rest } = input as BatchExecuteStatementCommandInput;
  return JSON.stringify({
    ...rest,
    Statements: Statements.map(({ Parameters, ...statement }) => ({
      ...statement,
      ...(Parameters && { Parameters: Parameters.map((value) => convertToAttr(value, marshallOptions)) }),
    })),
  });
};

export const readStatements = (answer: string): object => {
  const { Responses = [], ...rest } = JSON.parse(answer) as BatchExecuteStatementCommandOutput;
  return {
    ...rest,
    Responses: Responses.map(({ Item, ...response }) => ({
      ...response,
      ...(Item && { Item: unmarshall(Item as TypedItem) }),
    })),
  };
};
