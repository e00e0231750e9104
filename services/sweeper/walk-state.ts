// Pure: how far a journal was walked, and which orders on the way are still open.
import { type OrderKey, secondOf } from '#contracts/order-journal.ts';

export type WalkState = {
  /** ISO 8601, to the second: what was created before is over, or watched. From there another sweeper can go on. */
  checkpoint: string;
  /** The entryKey of the last entry that was looked at. */
  place: string | undefined;
  /** By id, what is open on the way, and not watched: no checkpoint passes it. */
  open: Map<string, OrderKey>;
};

export const begunAt = (checkpoint: string): WalkState => ({ checkpoint, place: undefined, open: new Map() });

/** Up to the oldest order that must be looked at again; or the last entry that was looked at, when none must. */
export const checkpointOf = ({ checkpoint, place, open }: WalkState): string => {
  const [oldest] = [...open.values()].map(({ createdKey }) => secondOf(createdKey)).sort();
  return oldest ?? (place ? secondOf(place) : checkpoint);
};

/** Of what was looked at keeps in mind what is `unwatched` still, and nothing else. */
export const remember = (
  { open }: WalkState,
  looked: readonly OrderKey[],
  unwatched: readonly { orderId: string }[],
): void => {
  const ids = new Set(unwatched.map(({ orderId }) => orderId));
  for (const key of looked)
    if (ids.has(key.orderId)) open.set(key.orderId, key);
    else open.delete(key.orderId);
};

/** So that the next sweep begins with the others. */
export const putLast = ({ open }: WalkState, orderIds: readonly string[]): void => {
  for (const orderId of orderIds) {
    const key = open.get(orderId);
    if (key && open.delete(orderId)) open.set(orderId, key);
  }
};
