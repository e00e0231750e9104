// AuditTable: who did what to which message, when and why. Written before anything moves, and again with how it ended.
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditRecord } from '#contracts/http-ops.ts';
import { timeUuid } from '#platform/ids.ts';
import type { Runtime } from '#platform/runtime.ts';

type Action = Omit<AuditRecord, 'id' | 'month' | 'at' | 'outcome'>;

export type AuditLog = {
  /** What is to be done, with the outcome `begun`. @throws when it was not recorded: then it must not be done */
  begin: (action: Action) => Promise<AuditRecord>;
  /** How it ended. @throws when that was not recorded: then the record says `begun` */
  end: (record: AuditRecord, outcome: string) => Promise<void>;
  /** Newest first; of one month, like '2026-11'. */
  list: (month: string, limit: number) => Promise<AuditRecord[]>;
};

/** UTC. */
export const monthOf = (now: number): string => new Date(now).toISOString().slice(0, 7);

export const createAuditLog = ({ aws, now }: Pick<Runtime, 'aws' | 'now'>): AuditLog => {
  const TableName = aws.tableName('AuditTable');
  const put = (Item: AuditRecord) => aws.dynamo.send(new PutCommand({ TableName, Item }));
  return {
    begin: async (action) => {
      const time = now();
      const at = new Date(time).toISOString();
      const record = { id: timeUuid(time), month: monthOf(time), at, ...action, outcome: 'begun' };
      await put(record);
      return record;
    },
    end: async (record, outcome) => {
      await put({ ...record, outcome });
    },
    list: async (month, limit) => {
      const query = new QueryCommand({
        TableName,
        IndexName: 'byMonth',
        KeyConditionExpression: '#month = :month',
        ExpressionAttributeNames: { '#month': 'month' },
        ExpressionAttributeValues: { ':month': month },
        ScanIndexForward: false,
        Limit: limit,
      });
      const { Items } = await aws.dynamo.send(query);
      return (Items ?? []) as AuditRecord[];
    },
  };
};
