// Pure: how far a partition of CURRENT was walked, and which orders on the way are still open.
import type { OrderKey } from './order-finder.ts';

export type WalkState = {
  /** ISO 8601: what was created before is over, or watched. From there another sweeper can go on. */
  checkpoint: string;
  /** The last order that was looked at. */
  place: OrderKey | undefined;
  /** By id, what is open on the way, and not watched: no checkpoint passes it. */
  open: Map<string, OrderKey>;
};

export const begunAt = (checkpoint: string): WalkState => ({ checkpoint, place: undefined, open: new Map() });

/** Up to the oldest order that must be looked at again; or the last one that was looked at, when none must. */
export const checkpointOf = ({ checkpoint, place, open }: WalkState): string => {
  const [oldest] = [...open.values()].map(createdAtOf).sort();
  return oldest ?? (place ? createdAtOf(place) : checkpoint);
};

const createdAtOf = ({ createdKey }: OrderKey): string => createdKey.slice(0, createdKey.indexOf('#'));

/** Of what was looked at keeps in mind what is `current` still, and nothing else. */
export const remember = (
  { open }: WalkState,
  looked: readonly OrderKey[],
  current: readonly { orderId: string }[],
): void => {
  const ids = new Set(current.map(({ orderId }) => orderId));
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
