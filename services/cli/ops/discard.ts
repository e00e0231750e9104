// `npm run ops -- discard`: deletes dead letters for good, for a reason that is recorded.
import type { MovedMessage } from '#contracts/http-ops.ts';
import { createOperations } from '#operations/operations.ts';
import { createHeld } from './held.ts';
import { conclude, lineOf } from './moves.ts';
import { readDiscard } from './options.ts';
import type { Command } from './terminal.ts';
import { withAws } from './with-aws.ts';

export const discard: Command = (args, terminal) => {
  const { output, queue, selection, actor, reason } = readDiscard(args);
  const { json } = output;
  const onMoved = (messages: readonly MovedMessage[]) => {
    if (!json) terminal.write(messages.map(lineOf).join(''));
  };
  const held = createHeld();
  return withAws(terminal, output, async (runtime) => {
    const signal = terminal.interrupted;
    const how = { selection, actor, reason, signal, onMoved, ...(!json && { onHeldElsewhere: held.note }) };
    const report = await createOperations(runtime).discard(queue, how);
    return conclude(terminal, { reports: [report], held, done: 'discarded', dryRun: false, json });
  });
};
