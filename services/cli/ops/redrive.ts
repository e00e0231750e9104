// `npm run ops -- redrive`: sends dead letters to their queues again, of one queue or of all, at a rate.
import type { MovedMessage, MoveReport } from '#contracts/http-ops.ts';
import { createOperations, type Operations } from '#operations/operations.ts';
import type { QueueName } from '#platform/topology.ts';
import { createHeld, type Held } from './held.ts';
import { conclude, lineOf } from './moves.ts';
import { readRedrive } from './options.ts';
import type { Command, Terminal } from './terminal.ts';
import { withAws } from './with-aws.ts';

type Options = ReturnType<typeof readRedrive>;

export const redrive: Command = (args, terminal) => {
  const options = readRedrive(args);
  const { json } = options.output;
  return withAws(terminal, options.output, async (runtime) => {
    const operations = createOperations(runtime);
    const held = createHeld();
    const meant = await narrowed(operations, options, terminal, held);
    const reports = await redriveAll(operations, meant, terminal, held);
    return conclude(terminal, { reports, held, done: 'redriven', dryRun: options.dryRun, json });
  });
};

/** Programs are not told. */
const counting = ({ output }: Pick<Options, 'output'>, held: Held) =>
  output.json ? {} : { onHeldElsewhere: held.note };

type Narrowed = Options & { queues: QueueName[] };

/** Which queues have dead letters that are meant; of one that is named by its id, which queue that is. */
const narrowed = async (
  operations: Operations,
  options: Options,
  { interrupted: signal }: Terminal,
  held: Held,
): Promise<Narrowed> => {
  const { queue, selection } = options;
  if (queue) return { ...options, queues: [queue] };
  if (selection.only !== undefined) {
    const letter = await operations.deadLetter({ id: selection.only, withBody: false, signal });
    return {
      ...options,
      selection: { ...selection, only: letter.messageId },
      queues: [letter.queue as QueueName],
    };
  }
  const { limit: _, ...filter } = selection;
  const { deadLetters } = await operations.deadLetters({
    ...filter,
    limit: Number.POSITIVE_INFINITY,
    signal,
    ...counting(options, held),
  });
  return { ...options, queues: [...new Set(deadLetters.map((letter) => letter.queue as QueueName))] };
};

/** One queue after the other: the rate, and the limit, are those of all together. */
const redriveAll = async (
  operations: Operations,
  { queues, selection, output, actor, reason, rate, dryRun }: Narrowed,
  { write, interrupted: signal }: Terminal,
  held: Held,
): Promise<MoveReport[]> => {
  const reports: MoveReport[] = [];
  const tell = (messages: readonly MovedMessage[]) => {
    if (!output.json) write(messages.map(lineOf).join(''));
  };
  let left = selection.limit ?? Number.POSITIVE_INFINITY;
  for (const queue of queues) {
    if (signal.aborted || left <= 0) break;
    const because = reason !== undefined && { reason };
    const how = { actor, rate, dryRun, signal, onMoved: tell, ...because, ...counting({ output }, held) };
    const report = await operations.redrive(queue, { ...how, selection: { ...selection, limit: left } });
    if (dryRun) tell(report.messages);
    left -= report.messages.length;
    reports.push(report);
  }
  return reports;
};
