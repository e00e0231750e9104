// The simulated payment provider: a ledger with one line for each authorization and one for what became of it. Idempotent
// by order, as real providers are by idempotency key: a repetition has the effect and the answer of the first.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Context } from './context.ts';

type LedgerEntry = {
  id: string;
  orderId: string;
  operation: 'authorize' | 'capture' | 'void';
  /** Minor units. */
  amount: number;
  at: string;
  approved?: boolean;
};

type Charge = { orderId: string; amount: number; token: string };

export type Gateway = {
  /** Whether the charge is approved; `tok_declined` is not. */
  authorize: (charge: Charge) => Promise<boolean>;
  /** @throws Error when the authorization was settled the other way */
  settle: (operation: 'capture' | 'void', orderId: string, amount: number) => Promise<void>;
};

export const createGateway = ({ aws, tableName }: Context): Gateway => {
  /** The entry that stands: this one, or the one that came first. */
  const putOnce = async (entry: LedgerEntry): Promise<LedgerEntry> => {
    const command = new PutCommand({
      TableName: tableName('SimulatedGatewayTable'),
      Item: entry,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await aws.dynamo.send(command);
      return entry;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException && error.Item)) throw error;
      return unmarshall(error.Item) as LedgerEntry;
    }
  };
  return {
    authorize: async ({ orderId, amount, token }) => {
      const approved = token !== 'tok_declined';
      const entry = {
        id: `authorize:${orderId}`,
        orderId,
        operation: 'authorize',
        amount,
        approved,
      } as const;
      return (await putOnce({ ...entry, at: new Date().toISOString() })).approved ?? false;
    },
    settle: async (operation, orderId, amount) => {
      const entry = { id: `settle:${orderId}`, orderId, operation, amount };
      const stands = await putOnce({ ...entry, at: new Date().toISOString() });
      if (stands.operation !== operation)
        throw new Error(`Order ${orderId} cannot be settled by ${operation}: it had a ${stands.operation}`);
    },
  };
};
