// Walks a partition of CURRENT in order of time, past what is over, and asks about what is due. What is open is kept in mind
// until it is over or watched. The checkpoint follows behind that: from there whoever starts anew misses nothing.
import { isInCurrent } from '#contracts/status-index.ts';
import { type AskDeps, askToResume } from './ask-to-resume.ts';
import type { Checkpoints } from './checkpoints.ts';
import { beginning, type OrderFinder, type OrderKey, pageSize } from './order-finder.ts';
import { selectDue, type Times } from './select-due.ts';
import { begunAt, checkpointOf, putLast, remember, type WalkState } from './walk-state.ts';

type WalkDeps = AskDeps & { finder: OrderFinder; checkpoints: Checkpoints; now: () => number };

/** `createdBefore`: ISO 8601. */
type Look = { createdBefore: string; times: Times; signal: AbortSignal };

/** For each partition and sweep: 30,000 orders, and no longer than ten seconds. The next sweep goes on there. */
const bounds = { pages: 300, ms: 10_000, open: 500, asked: 100 };

/** What it returns is done in each sweep. */
export const createWalk = (deps: WalkDeps, partition: string): ((look: Look) => Promise<void>) => {
  const { checkpoints } = deps;
  let known: WalkState | undefined;
  return async (look) => {
    known ??= begunAt((await checkpoints.read(partition)) ?? beginning);
    const state = known;
    const asked: string[] = [];
    const consider = async (keys: readonly OrderKey[]) => {
      asked.push(...(await considerOpen(deps, state, keys, look, bounds.asked - asked.length)));
    };
    const open = [...state.open.values()];
    for (let from = 0; from < open.length; from += pageSize)
      await consider(open.slice(from, from + pageSize));
    await lookAhead(deps, state, partition, look, consider);
    putLast(state, asked);
    const checkpoint = checkpointOf(state);
    if (checkpoint <= state.checkpoint) return;
    await checkpoints.advance(partition, checkpoint, look.signal);
    state.checkpoint = checkpoint;
  };
};

const lookAhead = async (
  { finder, now, log }: WalkDeps,
  state: WalkState,
  partition: string,
  { createdBefore, signal }: Look,
  consider: (keys: readonly OrderKey[]) => Promise<void>,
): Promise<void> => {
  const until = now() + bounds.ms;
  const hasRoom = () => state.open.size <= bounds.open - pageSize;
  for (let page = 0; page < bounds.pages && now() < until && hasRoom(); page += 1) {
    const range = { partition, from: state.checkpoint, createdBefore, after: state.place };
    const keys = await finder.page(range, signal);
    if (keys.length > 0) await consider(await finder.current(keys, signal));
    state.place = keys.at(-1) ?? state.place;
    if (keys.length < pageSize) return;
  }
  log.warn({ partition, open: state.open.size }, 'orders are left to the next sweep');
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
  const current = (await deps.finder.records(keys, signal)).filter(isInCurrent);
  remember(state, keys, current);
  const due = selectDue(current, times).slice(0, mayAsk);
  await Promise.all(due.map((one) => askToResume(deps, one, times.now)));
  return due.map(({ order }) => order.orderId);
};
