// How far the orders are, seen from outside: what is open, and what still lies in queues.
import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OrderItem } from '#contracts/order-item.ts';
import { isFinal } from '#contracts/order-status.ts';
import type { Runtime } from '#platform/runtime.ts';
import { deadLetterQueueOf, queueNames } from '#platform/topology.ts';
import { createQueueTools } from '#test/queue-tools.ts';

export const createProgress = (runtime: Runtime) => {
  const { dynamo, tableName } = runtime.aws;
  const { depth } = createQueueTools(runtime);

  const open = async (): Promise<number> => {
    let count = 0;
    let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
    do {
      const command = new ScanCommand({
        TableName: tableName('OrdersTable'),
        ProjectionExpression: '#status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExclusiveStartKey,
      });
      const { Items = [], LastEvaluatedKey } = await dynamo.send(command);
      count += (Items as Pick<OrderItem, 'status'>[]).filter(({ status }) => !isFinal(status)).length;
      ExclusiveStartKey = LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return count;
  };

  const messagesIn = async (queues: readonly string[]): Promise<number> => {
    const depths = await Promise.all(queues.map(depth));
    return depths.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  };

  return {
    /** Orders that are not final. */
    open,
    /** Messages that wait or are in flight. */
    underWay: () => messagesIn(queueNames),
    deadLetters: () => messagesIn(queueNames.map(deadLetterQueueOf)),
  };
};
