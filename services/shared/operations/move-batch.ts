// Up to ten dead letters, recorded one by one, then moved, then recorded again: what was not recorded does not move.
import type { AuditRecord, MovedMessage } from '#contracts/http-ops.ts';
import { messageOf } from '#platform/error-message.ts';
import type { AuditLog } from './audit-log.ts';
import type { Held } from './shelf.ts';

/** Who moves messages, and why. */
export type Mover = { actor: string; reason?: string };

export type Move = {
  action: 'redrive' | 'discard';
  /** Whether it needs more of them than what names them. */
  needsContent: boolean;
  /** Moves them; a place for each message, with its error where it failed. @throws when all of them failed */
  perform: (messages: readonly Held[]) => Promise<(Error | undefined)[]>;
};

type Moving = { held: Held; record?: AuditRecord; error?: Error };

const doneOutcome = { redrive: 'redriven', discard: 'discarded' } as const;

/** One result for each message. Never throws: what failed says why. */
export const moveBatch = async (
  audit: AuditLog,
  move: Move,
  mover: Mover,
  batch: readonly Held[],
): Promise<MovedMessage[]> => {
  const begun = await Promise.all(batch.map((held) => begin(audit, move, mover, held)));
  const recorded = begun.filter((one) => one.record);
  const errors = await performed(move, recorded);
  const moved = begun.map((one) => {
    const error = one.error ?? errors[recorded.indexOf(one)];
    return { ...one, ...(error && { error }) };
  });
  return Promise.all(moved.map((one) => end(audit, move, one)));
};

const begin = async (
  audit: AuditLog,
  { action }: Move,
  { actor, reason }: Mover,
  held: Held,
): Promise<Moving> => {
  const { queue, messageId, type, subject, failureReason } = held.letter;
  const what = {
    actor,
    action,
    queue,
    messageId,
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    failureReason,
    ...(reason !== undefined && { reason }),
  };
  try {
    return { held, record: await audit.begin(what) };
  } catch (error) {
    return { held, error: new Error(`Not moved, because it could not be recorded: ${messageOf(error)}`) };
  }
};

const performed = async ({ perform }: Move, moving: readonly Moving[]): Promise<(Error | undefined)[]> => {
  try {
    return moving.length > 0 ? await perform(moving.map(({ held }) => held)) : [];
  } catch (error) {
    return moving.map(() => new Error(messageOf(error)));
  }
};

const end = async (
  audit: AuditLog,
  { action }: Move,
  { held, record, error }: Moving,
): Promise<MovedMessage> => {
  const note = record && (await completed(audit, record, error ? `failed: ${error.message}` : 'done'));
  const { messageId, type, subject, failureReason } = held.letter;
  const detail = [error?.message, note].filter((text) => text !== undefined).join('. ');
  return {
    messageId,
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    failureReason,
    outcome: error ? 'failed' : doneOutcome[action],
    ...(detail && { detail }),
  };
};

/** The move cannot be undone, so that a record which stays as it was is told of, and no failure of the move. */
const completed = async (audit: AuditLog, record: AuditRecord, outcome: string) => {
  try {
    await audit.end(record, outcome);
    return undefined;
  } catch (error) {
    return `Its audit record still says 'begun': ${messageOf(error)}`;
  }
};
