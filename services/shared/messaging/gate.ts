// Stands before each receive: holds it while receiving fails, or while everything that is received fails, and refuses it
// once the worker stops. Held back, messages wait in their queue and use up none of their deliveries.
import { fullJitter } from '#platform/full-jitter.ts';
import type { Timers } from '#platform/timers.ts';

/** Thrown to a receive that comes after the gate was closed; not a failure. */
export class GateClosed extends Error {
  override name = 'GateClosed';
}

export type Gate = {
  /** Resolves when a receive may go ahead. @throws GateClosed */
  pass: () => Promise<void>;
  receiveFailed: () => void;
  receiveSucceeded: () => void;
  /** A delivery failed for a reason that may lie outside its message. */
  deliveryFailed: () => void;
  deliverySucceeded: () => void;
  close: () => void;
};

const pause = { baseMs: 100, capMs: 10_000 };

/** So many failed deliveries in a row are no longer bad messages: a single one has five. */
const badMessages = 10;

/** Beyond 2^16 the cap rules anyway. */
const maxCount = 16;

type GateDeps = { random: () => number; timers: Timers };

export const createGate = ({ random, timers }: GateDeps): Gate => {
  const closing = new AbortController();
  let failedReceives = 0;
  let failedDeliveries = 0;

  const pass = async () => {
    const failures = Math.max(failedReceives, failedDeliveries - badMessages);
    if (failures > 0 && !closing.signal.aborted) {
      const ms = fullJitter(failures, pause.baseMs, pause.capMs, random);
      await timers.delay(ms, closing.signal).catch(throwClosed);
    }
    if (closing.signal.aborted) throwClosed();
  };

  return {
    pass,
    receiveFailed: () => {
      failedReceives = Math.min(failedReceives + 1, maxCount);
    },
    receiveSucceeded: () => {
      failedReceives = 0;
    },
    deliveryFailed: () => {
      failedDeliveries = Math.min(failedDeliveries + 1, badMessages + maxCount);
    },
    deliverySucceeded: () => {
      failedDeliveries = 0;
    },
    close: () => {
      closing.abort();
    },
  };
};

const throwClosed = (): never => {
  throw new GateClosed('The worker is stopping');
};
