// `npm run ops -- scan`: what a table holds, in DynamoDB's own order. Personal data is not even asked for, unless somebody does.
import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Runtime } from '#platform/runtime.ts';
import type { TableName } from '#platform/topology.ts';
import { readScan } from './options.ts';
import { counted, printable } from './table.ts';
import { type Command, exitCodes, writeJson } from './terminal.ts';
import { withAws } from './with-aws.ts';

type Item = Record<string, unknown>;

/** What may be shown of tables that hold personal data: of an order what was bought, of the audit what was done. */
const harmless: Partial<Record<TableName, readonly string[]>> = {
  OrdersTable: [
    'orderId',
    'status',
    'createdKey',
    'expiresAfter',
    'version',
    'statusPartition',
    'resumed',
    'total',
    'currency',
    'lines',
  ],
  AuditTable: ['id', 'at', 'month', 'action', 'queue', 'subject', 'messageId', 'outcome'],
};

export const scan: Command = (args, terminal) => {
  const { output, table, limit, withPersonalData } = readScan(args);
  return withAws(terminal, output, async (runtime) => {
    const shown = withPersonalData ? undefined : harmless[table];
    const { items, mayBeMore } = await read(runtime, { table, limit, shown }, terminal.interrupted);
    if (output.json) writeJson(terminal, { table, items, mayBeMore });
    else {
      for (const item of items) terminal.write(`${printable(JSON.stringify(item))}\n`);
      const more = mayBeMore ? '; there may be more: --limit' : '';
      const hidden = shown ? '. Without personal data: --with-personal-data shows it' : '';
      terminal.writeError(`${table}: ${counted(items.length, 'item')}${more}${hidden}\n`);
    }
    return exitCodes.done;
  });
};

type Query = { table: TableName; limit: number; shown: readonly string[] | undefined };

/** Milliseconds for one page, every attempt included. */
const pageDeadlineMs = 20_000;

const read = async (
  { aws, timers }: Runtime,
  { table, limit, shown }: Query,
  interrupted: AbortSignal,
): Promise<{ items: Item[]; mayBeMore: boolean }> => {
  const items: Item[] = [];
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const command = new ScanCommand({
      TableName: aws.tableName(table),
      Limit: limit - items.length,
      ExclusiveStartKey,
      ...(shown && projectionOf(shown)),
    });
    const abortSignal = AbortSignal.any([interrupted, timers.deadline(pageDeadlineMs)]);
    const page = await aws.dynamo.send(command, { abortSignal });
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey && items.length < limit);
  return { items, mayBeMore: ExclusiveStartKey !== undefined };
};

/** Some of these names are reserved words, so each gets an alias: total → #total. Pure. */
const projectionOf = (
  names: readonly string[],
): Pick<ScanCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'> => ({
  ProjectionExpression: names.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
});
