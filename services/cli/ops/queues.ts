// `npm run ops -- queues`: how much waits, is in flight, is delayed, and lies in dead-letter queues.
import type { QueueDepth } from '#contracts/http-ops.ts';
import { createOperations } from '#operations/operations.ts';
import { readQueues } from './options.ts';
import { table } from './table.ts';
import { type Command, exitCodes, writeJson } from './terminal.ts';
import { withAws } from './with-aws.ts';

export const queues: Command = (args, terminal) => {
  const output = readQueues(args);
  return withAws(terminal, output, async (runtime) => {
    const depths = await createOperations(runtime).queues();
    if (output.json) writeJson(terminal, { queues: depths });
    else terminal.write(describe(depths));
    return exitCodes.done;
  });
};

const columns = [
  { title: 'QUEUE' },
  ...['WAITING', 'IN FLIGHT', 'DELAYED', 'DEAD LETTERS', 'OF THESE HELD'].map(
    (title) => ({ title, align: 'right' }) as const,
  ),
];

const describe = (depths: readonly QueueDepth[]): string => {
  const rows = depths.map(({ queue, waiting, inFlight, delayed, deadLetters }) => {
    const dead = deadLetters.waiting + deadLetters.inFlight;
    return [queue, ...[waiting, inFlight, delayed, dead, deadLetters.inFlight].map(String)];
  });
  const isClean = depths.every(({ deadLetters }) => deadLetters.waiting + deadLetters.inFlight === 0);
  const advice = isClean ? '' : 'Why they are there: npm run ops -- dlq list\n';
  return `${table(columns, rows)}Counts are SQS's own, and up to a minute old.\n${advice}`;
};
