// Products and their stock in InventoryTable.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Product } from '#contracts/fields.ts';
import type { Aws } from '#platform/aws.ts';
import { abortable } from '#platform/conditional-writes.ts';
import { productKey, type Receipt } from './items.ts';

export type ReceiveResult = 'received' | 'repeated' | 'unknownProduct';

export type CatalogueStore = {
  /** Adds a product with no stock, or changes what is said of one. */
  putProduct: (product: Product, signal: AbortSignal) => Promise<void>;
  /** Adds a delivery to the stock, once for each receipt. */
  receiveStock: (receipt: Receipt, signal: AbortSignal) => Promise<ReceiveResult>;
};

export const createCatalogueStore = ({ dynamo, tableName }: Aws): CatalogueStore => {
  const TableName = tableName('InventoryTable');
  return {
    putProduct: async (product, signal) => {
      await dynamo.send(new UpdateCommand({ TableName, ...productUpdate(product) }), abortable(signal));
    },
    receiveStock: async (receipt, signal) => {
      const Put = { TableName, Item: receipt, ConditionExpression: 'attribute_not_exists(id)' };
      const Update = { TableName, ...stockUpdate(receipt) };
      try {
        await dynamo.send(
          new TransactWriteCommand({ TransactItems: [{ Put }, { Update }] }),
          abortable(signal),
        );
        return 'received';
      } catch (error) {
        return receiveResult(error);
      }
    },
  };
};

const productUpdate = ({ productId, name, description, price, currency }: Product) => ({
  Key: { id: productKey(productId) },
  UpdateExpression: `SET #name = :name, description = :description, price = :price, currency = :currency,
    productId = :productId, catalogue = :active,
    available = if_not_exists(available, :none), received = if_not_exists(received, :none)`,
  ExpressionAttributeNames: { '#name': 'name' },
  ExpressionAttributeValues: {
    ':name': name,
    ':description': description,
    ':price': price,
    ':currency': currency,
    ':productId': productId,
    ':active': 'active',
    ':none': 0,
  },
});

const stockUpdate = ({ productId, quantity }: Receipt) => ({
  Key: { id: productKey(productId) },
  UpdateExpression: 'SET available = available + :quantity, received = received + :quantity',
  ConditionExpression: 'attribute_exists(id)',
  ExpressionAttributeValues: { ':quantity': quantity },
});

/** @throws the error itself, unless a condition failed; the receipt comes first, the product second */
const receiveResult = (error: unknown): ReceiveResult => {
  if (!(error instanceof TransactionCanceledException)) throw error;
  const [receipt, product] = error.CancellationReasons ?? [];
  if (receipt?.Code === 'ConditionalCheckFailed') return 'repeated';
  if (product?.Code === 'ConditionalCheckFailed') return 'unknownProduct';
  throw error;
};
