// Eventually consistent reads: a replica that lags gives an item as it was some time ago, or not at all yet. Each item has a
// replica of its own.
import { BatchGetCommand, GetCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from './tables.ts';
import type { Item } from './values.ts';

/** How many milliseconds ago a replica stands; asked once for each item. */
export type Lag = () => number;

export const noLag: Lag = () => 0;

/** No replica is further behind. */
export const maxLagMs = 5_000;

/** Whether it reads anything that need not be as the latest write left it. */
export const isEventual = (command: object): boolean => {
  if (command instanceof BatchGetCommand)
    return Object.values(command.input.RequestItems ?? {}).some(({ ConsistentRead }) => !ConsistentRead);
  const isRead =
    command instanceof GetCommand || command instanceof QueryCommand || command instanceof ScanCommand;
  return isRead && !command.input.ConsistentRead;
};

type Read = { ConsistentRead?: boolean | undefined };

/** The lag of a read that asks for this consistency. */
export const lagOf = ({ ConsistentRead }: Read, lag: Lag): Lag => (ConsistentRead ? noLag : lag);

export const itemOf = ({ items, past, now }: Table, key: string, lag: Lag): Item | undefined => {
  const at = now() - lag();
  const before = past.get(key)?.find(({ until }) => until > at);
  return before ? before.item : items.get(key);
};

/** Of all keys. */
export const itemsOf = (table: Table, lag: Lag): Item[] => {
  if (lag === noLag) return [...table.items.values()];
  const keys = new Set([...table.items.keys(), ...table.past.keys()]);
  return [...keys].map((key) => itemOf(table, key, lag)).filter((item) => item !== undefined);
};

/** Stores what is there from now on, and keeps what was, as long as a replica may have it still. */
export const store = ({ items, past, now }: Table, key: string, item: Item | undefined): void => {
  const recent = (past.get(key) ?? []).filter(({ until }) => until > now() - maxLagMs);
  past.set(key, [...recent, { item: items.get(key), until: now() }]);
  if (item) items.set(key, item);
  else items.delete(key);
};
