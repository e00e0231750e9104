// Products and their stock in InventoryTable.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { catalogueEditionKey } from '#contracts/catalogue-edition.ts';
import type { Product } from '#contracts/fields.ts';
import { productKey } from '#contracts/stock-record.ts';
import type { Aws } from '#platform/aws.ts';
import { itemOfFailedCondition } from '#platform/failed-condition.ts';
import { type TransactionResult, transact } from '#platform/transaction.ts';
import type { Receipt } from './items.ts';

type ReceiveResult = { kind: 'received' | 'repeated' | 'unknownProduct' | 'contended' };

export type CatalogueStore = {
  /** Adds a product with no stock, or changes what is said of one; says nothing of it that is older than what is said. */
  putProduct: (product: Product, at: string, signal: AbortSignal) => Promise<void>;
  /** Has whoever remembers products read them anew. */
  raiseEdition: (signal: AbortSignal) => Promise<void>;
  /** Adds a delivery to the stock, once for each receipt. */
  receiveStock: (receipt: Receipt, signal: AbortSignal) => Promise<ReceiveResult>;
};

export const createCatalogueStore = ({ dynamo, tableName }: Aws): CatalogueStore => {
  const TableName = tableName('InventoryTable');
  return {
    putProduct: async (product, at, signal) => {
      const command = new UpdateCommand({ TableName, ...productUpdate(product, at) });
      // A failed condition says that something newer is said of the product already: that stands.
      await dynamo.send(command, { abortSignal: signal }).catch(itemOfFailedCondition);
    },
    raiseEdition: async (signal) => {
      const command = new UpdateCommand({ TableName, ...nextEdition });
      await dynamo.send(command, { abortSignal: signal });
    },
    receiveStock: async (receipt, signal) => {
      const Put = { TableName, Item: receipt, ConditionExpression: 'attribute_not_exists(id)' };
      const Update = { TableName, ...stockUpdate(receipt) };
      return receiveResult(await transact(dynamo, [{ Put }, { Update }], signal));
    },
  };
};

const productUpdate = ({ productId, name, description, price, currency }: Product, at: string) => ({
  Key: { id: productKey(productId) },
  UpdateExpression: `SET #name = :name, description = :description, price = :price, currency = :currency,
    productId = :productId, catalogue = :active, describedAt = :at,
    available = if_not_exists(available, :none), received = if_not_exists(received, :none)`,
  ConditionExpression: 'attribute_not_exists(describedAt) OR describedAt <= :at',
  ExpressionAttributeNames: { '#name': 'name' },
  ExpressionAttributeValues: {
    ':name': name,
    ':description': description,
    ':price': price,
    ':currency': currency,
    ':productId': productId,
    ':active': 'active',
    ':none': 0,
    ':at': at,
  },
});

const nextEdition = {
  Key: { id: catalogueEditionKey },
  UpdateExpression: 'SET edition = if_not_exists(edition, :none) + :one',
  ExpressionAttributeValues: { ':none': 0, ':one': 1 },
};

const stockUpdate = ({ productId, quantity }: Receipt) => ({
  Key: { id: productKey(productId) },
  UpdateExpression: `SET available = available + :quantity, received = received + :quantity,
    revision = if_not_exists(revision, :none) + :one`,
  ConditionExpression: 'attribute_exists(id)',
  ExpressionAttributeValues: { ':quantity': quantity, ':none': 0, ':one': 1 },
});

/** The receipt comes first, the product second. */
const receiveResult = (result: TransactionResult): ReceiveResult => {
  if (result.kind === 'contended') return result;
  if (result.kind === 'applied') return { kind: 'received' };
  return { kind: result.reasons[0] ? 'repeated' : 'unknownProduct' };
};
