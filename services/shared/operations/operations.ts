// All that an operator can do to queues, dead letters and stuck orders; `npm run ops` and /ops are two doors to it.
import type {
  AuditRecord,
  DeadLetterDetail,
  DeadLetterList,
  MoveReport,
  QueueDepth,
} from '#contracts/http-ops.ts';
import type { Runtime } from '#platform/runtime.ts';
import { type QueueName, queueNames } from '#platform/topology.ts';
import { createAuditLog, monthOf } from './audit-log.ts';
import { createDiscard } from './delete-dead-letters.ts';
import type { OnHeldElsewhere } from './held-elsewhere.ts';
import { createListQueues } from './list-queues.ts';
import type { Mover } from './move-batch.ts';
import { type MoveOptions, moveDeadLetters } from './move-dead-letters.ts';
import { OperationRefused } from './operation-refused.ts';
import { rates } from './pace.ts';
import { createQueueUrls } from './queue-urls.ts';
import { readDeadLetterDetail } from './read-dead-letter.ts';
import { createRedrive } from './redrive.ts';
import { createResumeOrder, type ResumeOrder } from './resume-order.ts';
import { mayBeMeant, type Selection, select, theOne } from './select.ts';
import { contentOf, type Held, type Keeps, withShelf } from './shelf.ts';

/** Without a queue: of all. */
type ListQuery = {
  queue?: QueueName;
  limit: number;
  signal: AbortSignal;
  onHeldElsewhere?: OnHeldElsewhere;
} & Omit<Selection, 'only' | 'limit'>;
type DetailQuery = { queue?: QueueName; id: string; withBody: boolean; signal: AbortSignal };
export type Redriving = MoveOptions;
type Discarding = Omit<MoveOptions, 'dryRun' | 'rate' | 'reason'> & Required<Mover>;

export type Operations = {
  queues: () => Promise<QueueDepth[]>;
  deadLetters: (query: ListQuery) => Promise<DeadLetterList>;
  /** @throws OperationRefused when the id names none, or several */
  deadLetter: (query: DetailQuery) => Promise<DeadLetterDetail>;
  /** @throws OperationRefused when the selection names none, or several */
  redrive: (queue: QueueName, how: Redriving) => Promise<MoveReport>;
  /** @throws OperationRefused when the selection names none, or several, or without a reason */
  discard: (queue: QueueName, how: Discarding) => Promise<MoveReport>;
  resume: ResumeOrder;
  /** Newest first; without a month, of the current one. */
  audit: (query: { month?: string; limit: number }) => Promise<{ month: string; records: AuditRecord[] }>;
};

export const createOperations = (
  runtime: Pick<Runtime, 'aws' | 'tables' | 'log' | 'now' | 'timers'>,
): Operations => {
  const { aws, now } = runtime;
  const urlOf = createQueueUrls(aws);
  const audit = createAuditLog(runtime);
  const shelf = { runtime, urlOf };
  const [redrive, discard] = [createRedrive(runtime, urlOf), createDiscard(aws, urlOf)];
  const readAll = (look: LookAll, of?: QueueName) =>
    Promise.all(
      (of ? [of] : queueNames).map((queue) =>
        withShelf(shelf, { queue, ...look }, async ({ held, mayBeMore }) => ({ held, mayBeMore })),
      ),
    ).then(joined);
  return {
    queues: createListQueues(aws, urlOf),
    deadLetters: async ({ queue, limit, signal, onHeldElsewhere, ...selection }) => {
      const look = { keeps: () => false, signal, ...(onHeldElsewhere && { onHeldElsewhere }) };
      const { held, mayBeMore } = await readAll(look, queue);
      const selected = select(held, selection, { mayBeMore });
      const deadLetters = selected.slice(0, limit).map(({ letter }) => letter);
      return { deadLetters, mayBeMore: mayBeMore || selected.length > limit };
    },
    deadLetter: async ({ queue, id, withBody, signal }) => {
      const keeps: Keeps = (letter) => mayBeMeant(letter, { only: id });
      const { held, mayBeMore } = await readAll({ keeps, signal }, queue);
      const one = theOne(held, id, { ...(queue && { queue }), mayBeMore });
      return readDeadLetterDetail(one.letter.queue as QueueName, contentOf(one), withBody);
    },
    redrive: (queue, how) => moveDeadLetters({ shelf, audit }, queue, redrive(queue), how),
    discard: async (queue, how) => {
      if (how.reason.trim() === '') throw new OperationRefused('invalid', 'A discard needs a reason');
      // Nobody downstream needs it slow: it only deletes.
      const options = { ...how, dryRun: false, rate: rates.maximum };
      return moveDeadLetters({ shelf, audit }, queue, discard(queue), options);
    },
    resume: createResumeOrder({ runtime, urlOf, audit }),
    audit: async ({ month = monthOf(now()), limit }) => ({ month, records: await audit.list(month, limit) }),
  };
};

type LookAll = { keeps: Keeps; signal: AbortSignal; onHeldElsewhere?: OnHeldElsewhere };

type ReadQueue = { held: readonly Held[]; mayBeMore: boolean };

const joined = (reads: readonly ReadQueue[]): ReadQueue => ({
  held: reads.flatMap(({ held }) => held),
  mayBeMore: reads.some(({ mayBeMore }) => mayBeMore),
});
