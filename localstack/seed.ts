// Stocks an empty shop with localstack/catalogue.json. What is already in the table stays as it is.
import { type Static, Type } from 'typebox';
import { Product } from '#contracts/fields.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import type { Aws } from '#platform/aws.ts';
import { putOnce } from '#platform/conditional-writes.ts';
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

/**
 * Idempotent: adds the products that are missing, and says how many those were.
 * @throws Error naming the fault in the catalogue
 */
export const seed = async (aws: Aws): Promise<number> => {
  if (!isCatalogue(catalogue))
    throw new Error(`localstack/catalogue.json: ${describeErrors(isCatalogue.errors)}`);
  const table = { dynamo: aws.dynamo, name: aws.tableName('InventoryTable'), key: 'id' };
  const added = await Promise.all(catalogue.map((entry) => putOnce(table, toItem(entry))));
  return added.filter(({ applied }) => applied).length;
};
