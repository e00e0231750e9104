// Every promise that a run must keep. To add one: write it beside the others, and name it here.
import { everybodyAgrees } from './agreement.ts';
import { noEventWithoutItsState, noStateWithoutItsEvent, repetitionsAreTheSame } from './events.ts';
import { nothingShipsTooLate } from './expiry.ts';
import { everyEndingIsMailed, nothingStoredIsTakenOver } from './mails.ts';
import { everyMessageIsSettled, workersKeepToTheRules } from './messages.ts';
import { moneyAgrees } from './money.ts';
import { everyOrderEnds, everyOrderIsInTheJournal, everyStoryIsWhole, noOrderIsLost } from './orders.ts';
import { reconciliationAgrees } from './reconciliation.ts';
import { nobodyIsRefusedInVain, nothingStaysHeld, stockIsConserved } from './stock.ts';
import type { Invariant } from './world.ts';

/** At every moment. */
export const always: readonly Invariant[] = [
  everyOrderIsInTheJournal,
  stockIsConserved,
  nothingStoredIsTakenOver,
  workersKeepToTheRules,
];

/** Once nothing is under way any more. */
export const atRest: readonly Invariant[] = [
  noOrderIsLost,
  everyOrderIsInTheJournal,
  everyOrderEnds,
  everyStoryIsWhole,
  moneyAgrees,
  stockIsConserved,
  nothingStaysHeld,
  nobodyIsRefusedInVain,
  everybodyAgrees,
  nothingShipsTooLate,
  noStateWithoutItsEvent,
  noEventWithoutItsState,
  repetitionsAreTheSame,
  everyEndingIsMailed,
  nothingStoredIsTakenOver,
  everyMessageIsSettled,
  workersKeepToTheRules,
  reconciliationAgrees,
];
