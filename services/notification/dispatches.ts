// Which mails are recorded together. Those that are claimed at about the same moment name one dispatch, and one write stores
// what SES said of them, once it has said it of all of them, or shortly after it has of the first.
import { dispatchKey, type MailDispatch, maxDispatched, type TakenMail } from '#contracts/mail-dispatch.ts';
import type { Timers } from '#platform/timers.ts';

/** A mail's place in a dispatch, from before its claim until something is known of it. */
export type Seat = {
  /** For the claim. */
  dispatch: string;
  /**
   * Resolves once it is stored that SES took the mail; to false where that came too late, or the dispatch was closed.
   * `isUrgent`: without waiting for others. @throws what kept it from being stored, or from being known to be
   */
  record: (claimId: string, taken: TakenMail, isUrgent: boolean) => Promise<boolean>;
  /** The others need not wait for this mail. To be called always; does nothing after `record`. */
  leave: () => void;
};

export type Dispatches = { join: () => Seat };

type DispatchesDeps = {
  /** Resolves to what is stored under the dispatch's key, by this call or another. */
  store: (dispatch: MailDispatch) => Promise<MailDispatch>;
  newName: () => string;
  timers: Pick<Timers, 'after'>;
};

/** Milliseconds that what is known waits for what is not: less than its receive waits for a message that takes long. */
export const patienceMs = 500;

export const createDispatches = (deps: DispatchesDeps): Dispatches => {
  let filling: Group | undefined;
  return {
    join: () => {
      if (!filling?.isOpen) filling = newGroup(deps);
      return joinGroup(filling, deps);
    },
  };
};

type Group = {
  name: string;
  /** For claims: until one mail's outcome is known, every seat is taken, or nobody is left. */
  isOpen: boolean;
  seats: number;
  unknown: number;
  sent: Record<string, TakenMail>;
  isOnItsWay: boolean;
  stored: PromiseWithResolvers<MailDispatch>;
  timer?: { cancel: () => void };
};

const newGroup = ({ newName }: DispatchesDeps): Group => ({
  name: newName(),
  isOpen: true,
  seats: 0,
  unknown: 0,
  sent: {},
  isOnItsWay: false,
  stored: Promise.withResolvers(),
});

const joinGroup = (group: Group, deps: DispatchesDeps): Seat => {
  group.seats += 1;
  group.unknown += 1;
  if (group.seats === maxDispatched) group.isOpen = false;
  let isSettled = false;
  return {
    dispatch: group.name,
    record: async (claimId, taken, isUrgent) => {
      isSettled = true;
      group.isOpen = false;
      if (group.isOnItsWay) return false;
      group.sent[claimId] = taken;
      settle(group, deps, isUrgent);
      return claimId in (await group.stored.promise).sent;
    },
    leave: () => {
      if (!isSettled) settle(group, deps, false);
      isSettled = true;
    },
  };
};

/** There is one mail fewer to wait for. */
const settle = (group: Group, { store, timers }: DispatchesDeps, isUrgent: boolean): void => {
  const send = () => {
    group.timer?.cancel();
    group.isOnItsWay = true;
    group.stored.resolve(store({ orderId: dispatchKey(group.name), sent: group.sent }));
  };
  group.unknown -= 1;
  if (group.unknown === 0) group.isOpen = false;
  if (group.isOnItsWay || Object.keys(group.sent).length === 0) return;
  if (group.unknown === 0 || isUrgent) send();
  else group.timer ??= timers.after(patienceMs, send);
};
