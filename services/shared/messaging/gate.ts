// Stands before each receive: holds it while receiving fails, and refuses it once the worker stops.
import { setTimeout as delay } from 'node:timers/promises';
import { fullJitter } from './backoff.ts';

/** Thrown to a receive that comes after the gate was closed; not a failure. */
export class GateClosed extends Error {
  override name = 'GateClosed';
}

export type Gate = {
  /** Resolves when a receive may go ahead. @throws GateClosed */
  pass: () => Promise<void>;
  receiveFailed: () => void;
  receiveSucceeded: () => void;
  close: () => void;
};

const pause = { baseMs: 100, capMs: 10_000 };

export const createGate = (random: () => number): Gate => {
  const closing = new AbortController();
  let failures = 0;

  const pass = async () => {
    if (failures > 0 && !closing.signal.aborted) {
      const ms = fullJitter(failures, pause.baseMs, pause.capMs, random);
      await delay(ms, undefined, { signal: closing.signal }).catch(throwClosed);
    }
    if (closing.signal.aborted) throwClosed();
  };

  return {
    pass,
    receiveFailed: () => {
      failures = Math.min(failures + 1, 16);
    },
    receiveSucceeded: () => {
      failures = 0;
    },
    close: () => {
      closing.abort();
    },
  };
};

const throwClosed = (): never => {
  throw new GateClosed('The worker is stopping');
};
