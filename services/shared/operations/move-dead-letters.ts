// Redrive and discard: chooses among a queue's dead letters, moves what was chosen at a pace, and reports.
import type { MovedMessage, MoveReport } from '#contracts/http-ops.ts';
import type { QueueName } from '#platform/topology.ts';
import type { AuditLog } from './audit-log.ts';
import type { OnHeldElsewhere } from './held-elsewhere.ts';
import { type Move, type Mover, moveBatch } from './move-batch.ts';
import { batchesOf, pauseFor, secondsFor, waitAfter } from './pace.ts';
import { mayBeMeant, type Selection, select } from './select.ts';
import { type Held, type Keeps, type Shelf, type ShelfDeps, withShelf } from './shelf.ts';

export type MoveOptions = Mover & {
  selection: Selection;
  /** Messages a second. */
  rate: number;
  dryRun: boolean;
  /** Ends the moving after the batch under way; the report says how far it came. */
  signal: AbortSignal;
  /** Told of each batch as it is moved. */
  onMoved?: (messages: readonly MovedMessage[]) => void;
  onHeldElsewhere?: OnHeldElsewhere;
};

type Deps = { shelf: ShelfDeps; audit: AuditLog };

/**
 * Each of the dead letters that were there at the start at most once: what fails again and returns is not seen.
 * @throws OperationRefused when the selection names none, or several; what the SDK throws while reading
 */
export const moveDeadLetters = (
  { shelf: deps, audit }: Deps,
  queue: QueueName,
  move: Move,
  options: MoveOptions,
): Promise<MoveReport> => {
  const { signal, selection, onHeldElsewhere } = options;
  const keeps: Keeps = (letter) => move.needsContent && !options.dryRun && mayBeMeant(letter, selection);
  const look = { queue, keeps, signal, ...(onHeldElsewhere && { onHeldElsewhere }) };
  return withShelf(deps, look, async (shelf) => {
    const chosen = select(shelf.held, selection, { queue, mayBeMore: shelf.mayBeMore });
    const messages = options.dryRun
      ? chosen.map(planned)
      : await moveAtPace(deps.runtime, audit, shelf, move, chosen, options);
    const failed = messages.filter(({ outcome }) => outcome === 'failed').length;
    const done = options.dryRun ? 0 : messages.length - failed;
    return { queue, messages, done, failed, left: shelf.held.length - done, mayBeMore: shelf.mayBeMore };
  });
};

const planned = ({ letter: { messageId, type, subject, failureReason } }: Held): MovedMessage => ({
  messageId,
  ...(type !== undefined && { type }),
  ...(subject !== undefined && { subject }),
  failureReason,
  outcome: 'planned',
});

/** Ends early when interrupted, and after a batch in which everything failed: the next one would, too. */
const moveAtPace = async (
  { now, timers }: ShelfDeps['runtime'],
  audit: AuditLog,
  shelf: Shelf,
  move: Move,
  chosen: readonly Held[],
  { rate, signal, onMoved, ...mover }: MoveOptions,
): Promise<MovedMessage[]> => {
  await shelf.keepOnly(chosen, secondsFor(chosen.length, rate));
  const startedAt = now();
  const results: MovedMessage[] = [];
  for (const batch of batchesOf(chosen, rate)) {
    await pauseFor(timers, waitAfter(results.length, rate, now() - startedAt), signal);
    if (signal.aborted) break;
    const moved = await moveBatch(audit, move, mover, batch);
    results.push(...moved);
    onMoved?.(moved);
    shelf.forget(batch.filter((_, index) => moved[index]?.outcome !== 'failed'));
    if (moved.every(({ outcome }) => outcome === 'failed')) break;
  }
  return results;
};
