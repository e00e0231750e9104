// `npm run ops -- audit`: who did what to which message, when and why; newest first.
import type { AuditList, AuditRecord } from '#contracts/http-ops.ts';
import { createOperations } from '#operations/operations.ts';
import { readAudit } from './options.ts';
import { printable, shortTime, table } from './table.ts';
import { type Command, exitCodes, writeJson } from './terminal.ts';
import { withAws } from './with-aws.ts';

export const audit: Command = (args, terminal) => {
  const { output, query } = readAudit(args);
  return withAws(terminal, output, async (runtime) => {
    const list = await createOperations(runtime).audit(query);
    if (output.json) writeJson(terminal, list);
    else terminal.write(describe(list, query.limit));
    return exitCodes.done;
  });
};

const columns = ['AT', 'WHO', 'DID', 'QUEUE', 'MESSAGE', 'WHAT', 'OUTCOME', 'WHY'].map((title) => ({
  title,
}));

const rowOf = ({ at, actor, action, queue, messageId, type, subject, outcome, reason }: AuditRecord) =>
  [
    shortTime(at),
    actor,
    action,
    queue,
    messageId,
    `${type ?? 'unreadable'}${subject ? ` of ${subject}` : ''}`,
    outcome,
    reason ?? '-',
  ].map(printable);

const describe = ({ month, records }: AuditList, limit: number): string => {
  if (records.length === 0) return `Nothing is recorded for ${month} (UTC).\n`;
  const more = records.length === limit ? `The newest ${limit} of ${month}; more with --limit.\n` : '';
  return table(columns, records.map(rowOf)) + more;
};
