// How far the orders are, seen from outside: what is open, and what still lies in queues.
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { openPartitions, stuckPartitions } from '#contracts/status-index.ts';
import type { Runtime } from '#platform/runtime.ts';
import { deadLetterQueueOf, queueNames } from '#platform/topology.ts';
import { createQueueTools } from '#test/queue-tools.ts';

export const createProgress = (runtime: Runtime) => {
  const { dynamo, tableName } = runtime.aws;
  const { depth } = createQueueTools(runtime);

  const countIn = async (partition: string): Promise<number> => {
    const command = new QueryCommand({
      TableName: tableName('OrdersTable'),
      IndexName: 'byStatus',
      Select: 'COUNT',
      KeyConditionExpression: 'statusPartition = :partition',
      ExpressionAttributeValues: { ':partition': partition },
    });
    const { Count = 0 } = await dynamo.send(command);
    return Count;
  };

  const messagesIn = async (queues: readonly string[]): Promise<number> => {
    const depths = await Promise.all(queues.map(depth));
    return depths.reduce((sum, { waiting, inFlight }) => sum + waiting + inFlight, 0);
  };

  return {
    /** Orders that are not final. */
    open: async (): Promise<number> => {
      const counts = await Promise.all([...openPartitions, ...stuckPartitions].map(countIn));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    /** Messages that wait or are in flight. */
    underWay: () => messagesIn(queueNames),
    deadLetters: () => messagesIn(queueNames.map(deadLetterQueueOf)),
  };
};
