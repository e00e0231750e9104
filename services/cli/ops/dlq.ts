// `npm run ops -- dlq list` and `dlq show`: dead letters, and why they are there. Moves nothing.
import type { DeadLetter, DeadLetterDetail, DeadLetterList } from '#contracts/http-ops.ts';
import { createOperations } from '#operations/operations.ts';
import { createHeld } from './held.ts';
import { readList, readShow } from './options.ts';
import { counted, printable, shortTime, table } from './table.ts';
import { type Command, exitCodes, Fault, writeJson } from './terminal.ts';
import { withAws } from './with-aws.ts';

export const dlq: Command = ([verb, ...args], terminal) => {
  if (verb === 'list') return list(args, terminal);
  if (verb === 'show') return show(args, terminal);
  throw new Fault(`dlq takes list or show, not '${verb ?? ''}'`);
};

const list: Command = (args, terminal) => {
  const { output, query } = readList(args);
  return withAws(terminal, output, async (runtime) => {
    const { interrupted } = terminal;
    const held = createHeld();
    const asked = { ...query, signal: interrupted, ...(!output.json && { onHeldElsewhere: held.note }) };
    const found = await createOperations(runtime).deadLetters(asked);
    if (output.json) writeJson(terminal, found);
    else terminal.write(describeList(found, held.describe()));
    return interrupted.aborted ? exitCodes.interrupted : exitCodes.done;
  });
};

const show: Command = (args, terminal) => {
  const { output, query } = readShow(args);
  return withAws(terminal, output, async (runtime) => {
    const found = await createOperations(runtime).deadLetter({ ...query, signal: terminal.interrupted });
    if (output.json) writeJson(terminal, found);
    else terminal.write(describeOne(found));
    return exitCodes.done;
  });
};

const columns = [
  { title: 'ID' },
  { title: 'FAILED AT' },
  { title: 'TYPE' },
  { title: 'OF' },
  { title: 'DELIVERIES', align: 'right' },
  { title: 'REDRIVEN', align: 'right' },
] as const;

const rowOf = (letter: DeadLetter): string[] => [
  letter.messageId,
  shortTime(letter.failedAt) || 'unknown',
  letter.type ?? 'unreadable',
  letter.subject ?? '-',
  letter.deliveries === undefined ? '-' : String(letter.deliveries),
  letter.redrives === 0 ? 'never' : counted(letter.redrives, 'time'),
];

/** SQS counts approximately: that none is held is not certain. */
const noneSeen =
  'No dead letters, unless somebody else looks at them or redrives them just now: npm run ops -- queues counts those, too.\n';

const describeList = ({ deadLetters, mayBeMore }: DeadLetterList, held: string): string => {
  const more = `${mayBeMore ? 'There may be more than are shown here.\n' : ''}${held}`;
  if (deadLetters.length === 0)
    return `${held ? 'No dead letters that can be seen now.\n' : noneSeen}${more}`;
  const byQueue = Object.entries(Object.groupBy(deadLetters, ({ queue }) => queue));
  const parts = byQueue.map(([queue, letters = []]) => {
    const [head, ...lines] = table(columns, letters.map(rowOf)).trimEnd().split('\n');
    const told = lines.map(
      (line, index) => `  ${line}\n    ${printable(letters[index]?.failureReason ?? '')}\n`,
    );
    return `${queue}: ${counted(letters.length, 'dead letter')}\n  ${head}\n${told.join('')}\n`;
  });
  const [queue] = byQueue[0] ?? [''];
  return (
    `${parts.join('')}${more}All of one:            npm run ops -- dlq show ID\n` +
    `When the cause is gone: npm run ops -- redrive ${queue} --dry-run\n`
  );
};

const describeOne = (letter: DeadLetterDetail): string => {
  const rows: [string, string | undefined][] = [
    ['Message', letter.messageId],
    ['Queue', letter.queue],
    ['Type', letter.type ?? 'unreadable'],
    ['Of', letter.subject],
    ['Outcome', letter.outcome],
    ['Reason', letter.failureReason],
    ['Failed at', shortTime(letter.failedAt) || undefined],
    ['Deliveries', letter.deliveries === undefined ? undefined : `${letter.deliveries} before it came here`],
    ['Looked at', `${letter.receives} times since it was sent, this time included`],
    ['Redriven', letter.redrives === 0 ? 'never' : counted(letter.redrives, 'time')],
    ['In the logs', logsOf(letter)],
    ['Attributes', Object.keys(letter.attributes).join(', ') || 'none'],
  ];
  const lines = rows.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name.padEnd(12)}${printable(value)}\n`],
  );
  return `${lines.join('')}${describeContent(letter)}`;
};

const logsOf = ({ trace, failedMessageId }: DeadLetterDetail): string | undefined => {
  const keys = { trace, messageId: failedMessageId };
  const known = Object.entries(keys).flatMap(([name, value]) => (value ? [`${name} ${value}`] : []));
  return known.length > 0 ? known.join(', ') : undefined;
};

const describeContent = ({ data, body, bodyWithheld }: DeadLetterDetail): string => {
  if (body !== undefined) return `Body\n${printable(body)}\n`;
  if (bodyWithheld) return 'The body may hold personal data: --with-body shows it.\n';
  return `Data\n${JSON.stringify(data, undefined, 2)}\n`;
};
