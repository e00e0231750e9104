// Stocks an empty shop with localstack/catalogue.json. What is already in the table stays as it is.
import { Type } from 'typebox';
import { Product } from '#contracts/fields.ts';
import { newStockRecord } from '#contracts/stock-record.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import type { Tables } from '#platform/tables.ts';
import catalogue from './catalogue.json' with { type: 'json' };

/** `stock`: units that arrive with the first delivery. */
const CatalogueEntry = Type.Object({ ...Product.properties, stock: Type.Integer({ minimum: 0 }) });
const isCatalogue = compile(Type.Array(CatalogueEntry));

/**
 * Idempotent: adds the products that are missing, and says how many those were.
 * @throws Error naming the fault in the catalogue
 */
export const seed = async ({ insert }: Tables): Promise<number> => {
  if (!isCatalogue(catalogue))
    throw new Error(`localstack/catalogue.json: ${describeErrors(isCatalogue.errors)}`);
  const added = await Promise.all(
    catalogue.map(({ stock, ...product }) => insert('InventoryTable', newStockRecord(product, stock))),
  );
  return added.filter(({ applied }) => applied).length;
};
