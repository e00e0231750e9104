// InventoryTable, as far as the API reads it: the products of the catalogue.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type CatalogueEdition, catalogueEditionKey } from '#contracts/catalogue-edition.ts';
import type { Product } from '#contracts/fields.ts';
import { batchGet } from '#platform/batch-get.ts';
import type { Runtime } from '#platform/runtime.ts';

/** `available` counts the units that nobody has reserved. */
export type StockedProduct = Product & { available: number };

export type ProductReader = {
  /** At most 100 products, by productId; those that do not exist are left out. `latest`: as the latest write left them. */
  find: (
    productIds: readonly string[],
    options?: { latest: boolean },
  ) => Promise<Map<string, StockedProduct>>;
  /** Rises after each change of what is said of a product. */
  edition: () => Promise<number>;
  /** Ids of the catalogue's products in ascending order, from the one after `after`. */
  list: (options: { limit: number; after?: string }) => Promise<string[]>;
};

export const createProductReader = ({
  aws,
  tables,
  random,
  timers,
}: Pick<Runtime, 'aws' | 'tables' | 'random' | 'timers'>): ProductReader => {
  const { dynamo } = aws;
  const TableName = aws.tableName('InventoryTable');
  return {
    find: async (productIds, { latest } = { latest: false }) => {
      if (productIds.length === 0) return new Map();
      const Keys = productIds.map((productId) => ({ id: `product#${productId}` }));
      const found = await batchGet(
        { dynamo, random, timers },
        { [TableName]: { Keys, ConsistentRead: latest } },
      );
      const items = (found.get(TableName) ?? []) as StockedProduct[];
      return new Map(items.map((item) => [item.productId, item]));
    },
    edition: async () =>
      (await tables.get<CatalogueEdition>('InventoryTable', catalogueEditionKey))?.edition ?? 0,
    list: async ({ limit, after }) => {
      const command = new QueryCommand({
        TableName,
        IndexName: 'byCatalogue',
        Limit: limit,
        KeyConditionExpression:
          after === undefined ? 'catalogue = :active' : 'catalogue = :active AND productId > :after',
        ExpressionAttributeValues: { ':active': 'active', ...(after !== undefined && { ':after': after }) },
      });
      const { Items = [] } = await dynamo.send(command);
      return Items.map((item) => String(item.productId));
    },
  };
};
