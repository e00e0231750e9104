// SweeperTable: up to where each journal was walked. The sweeper alone writes it, and only forward.
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { itemOfFailedCondition } from '#platform/failed-condition.ts';
import type { Runtime } from '#platform/runtime.ts';

type Checkpoint = { id: string; passedUntil: string };

export type Checkpoints = {
  /** ISO 8601, to the second; undefined before the first sweep. */
  read: (journal: string) => Promise<string | undefined>;
  /** Where another sweeper has come further, that stands. */
  advance: (journal: string, passedUntil: string, signal: AbortSignal) => Promise<void>;
};

export const createCheckpoints = ({ aws, tables }: Pick<Runtime, 'aws' | 'tables'>): Checkpoints => ({
  read: async (journal) => (await tables.get<Checkpoint>('SweeperTable', journal))?.passedUntil,
  advance: async (journal, passedUntil, abortSignal) => {
    const command = new UpdateCommand({
      TableName: aws.tableName('SweeperTable'),
      Key: { id: journal },
      UpdateExpression: 'SET passedUntil = :passed',
      ConditionExpression: 'attribute_not_exists(passedUntil) OR passedUntil < :passed',
      ExpressionAttributeValues: { ':passed': passedUntil },
    });
    await aws.dynamo.send(command, { abortSignal }).catch(itemOfFailedCondition);
  },
});
