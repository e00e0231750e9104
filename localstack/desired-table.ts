// What topology.json means in the words of DynamoDB. Pure: no call is made here.
import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { IndexSettings, TableSettings } from '#platform/topology.ts';

/** On demand; every key is a string. */
export const desiredTable = (TableName: string, settings: TableSettings): CreateTableCommandInput => {
  const indexes = Object.entries(settings.indexes ?? {});
  const { key } = settings;
  const own = key.sort ? [key.partition, key.sort] : [key.partition];
  const keys = [...own, ...indexes.flatMap(([, index]) => [index.partition, index.sort])];
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(key),
    AttributeDefinitions: [...new Set(keys)].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([name, index]) => desiredIndex(name, index)),
    }),
  };
};

const keySchema = (key: { partition: string; sort?: string }) => [
  { AttributeName: key.partition, KeyType: 'HASH' as const },
  ...(key.sort ? [{ AttributeName: key.sort, KeyType: 'RANGE' as const }] : []),
];

const desiredIndex = (IndexName: string, settings: IndexSettings): GlobalSecondaryIndex => ({
  IndexName,
  KeySchema: keySchema(settings),
  Projection: { ProjectionType: settings.projection as 'KEYS_ONLY' | 'ALL' },
});
