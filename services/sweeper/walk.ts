// Walks a journal in order of time, past what is over, and asks about what is due. What is open is kept in mind
// until it is over or watched. The checkpoint follows behind that: from there whoever starts anew misses nothing.
import { chunked } from '#contracts/chunked.ts';
import { type OrderKey, secondOf } from '#contracts/order-journal.ts';
import { isUnwatched } from '#contracts/status-index.ts';
import { type AskDeps, askToResume } from './ask-to-resume.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type OrderFinder, pageSize } from './order-finder.ts';
import { selectDue, type Times } from './select-due.ts';
import { begunAt, checkpointOf, putLast, remember, type WalkState } from './walk-state.ts';

type WalkDeps = AskDeps & { finder: OrderFinder; checkpoints: Checkpoints; now: () => number };

/** `createdBefore`: ISO 8601. */
type Look = { createdBefore: string; times: Times; signal: AbortSignal };

/** Before any time. */
const beginning = '0';

/** For each journal and sweep: 1,000 pages, and no longer than ten seconds. The next sweep goes on there. */
const bounds = { pages: 1_000, ms: 10_000, open: 500, asked: 100 };

/** What it returns is done in each sweep. */
export const createWalk = (deps: WalkDeps, journal: string): ((look: Look) => Promise<void>) => {
  const { checkpoints } = deps;
  let known: WalkState | undefined;
  return async (look) => {
    known ??= begunAt((await checkpoints.read(journal)) ?? beginning);
    const state = known;
    const asked: string[] = [];
    const consider = async (keys: readonly OrderKey[]) => {
      asked.push(...(await considerOpen(deps, state, keys, look, bounds.asked - asked.length)));
    };
    for (const keys of chunked([...state.open.values()], pageSize)) await consider(keys);
    await lookAhead(deps, state, journal, look, consider);
    putLast(state, asked);
    const checkpoint = checkpointOf(state);
    if (checkpoint <= state.checkpoint) return;
    await checkpoints.advance(journal, checkpoint, look.signal);
    state.checkpoint = checkpoint;
  };
};

const lookAhead = async (
  { finder, now, log }: WalkDeps,
  state: WalkState,
  journal: string,
  { createdBefore, signal }: Look,
  consider: (keys: readonly OrderKey[]) => Promise<void>,
): Promise<void> => {
  const until = now() + bounds.ms;
  const hasRoom = () => state.open.size <= bounds.open - pageSize;
  for (let page = 0; page < bounds.pages && now() < until && hasRoom(); page += 1) {
    const range = { journal, from: state.checkpoint, before: secondOf(createdBefore), after: state.place };
    const { keys, last, isFull } = await finder.journalPage(range, signal);
    if (keys.length > 0) await consider(await finder.unwatched(keys, signal));
    state.place = last ?? state.place;
    if (!isFull) return;
  }
  log.warn({ journal, open: state.open.size }, 'orders are left to the next sweep');
};

/** Asks about those that are due, `mayAsk` at most, and returns their ids. */
const considerOpen = async (
  deps: WalkDeps,
  state: WalkState,
  keys: readonly OrderKey[],
  { times, signal }: Look,
  mayAsk: number,
): Promise<string[]> => {
  if (keys.length === 0) return [];
  const unwatched = (await deps.finder.records(keys, signal)).filter(isUnwatched);
  remember(state, keys, unwatched);
  const due = selectDue(unwatched, times).slice(0, mayAsk);
  await Promise.all(due.map((one) => askToResume(deps, one, times.now)));
  return due.map(({ order }) => order.orderId);
};
