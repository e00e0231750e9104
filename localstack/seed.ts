// Stocks an empty shop with localstack/catalogue.json. What is already in the table stays as it is.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Static, Type } from 'typebox';
import { Product } from '#contracts/fields.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import type { Aws } from '#platform/aws.ts';
import catalogue from './catalogue.json' with { type: 'json' };

/** `stock`: units that arrive with the first delivery. */
const CatalogueEntry = Type.Object({ ...Product.properties, stock: Type.Integer({ minimum: 0 }) });
type CatalogueEntry = Static<typeof CatalogueEntry>;
const isCatalogue = compile(Type.Array(CatalogueEntry));

/** The item in InventoryTable, before anything has been ordered. */
const toItem = ({ stock, ...product }: CatalogueEntry) => ({
  id: `product#${product.productId}`,
  catalogue: 'active',
  ...product,
  available: stock,
  received: stock,
});

const putOnce = async (aws: Aws, entry: CatalogueEntry): Promise<boolean> => {
  const TableName = aws.tableName('InventoryTable');
  const ConditionExpression = 'attribute_not_exists(id)';
  try {
    await aws.dynamo.send(new PutCommand({ TableName, Item: toItem(entry), ConditionExpression }));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/**
 * Idempotent: adds the products that are missing, and says how many those were.
 * @throws Error naming the fault in the catalogue
 */
export const seed = async (aws: Aws): Promise<number> => {
  if (!isCatalogue(catalogue))
    throw new Error(`localstack/catalogue.json: ${describeErrors(isCatalogue.errors)}`);
  const added = await Promise.all(catalogue.map((entry) => putOnce(aws, entry)));
  return added.filter(Boolean).length;
};
