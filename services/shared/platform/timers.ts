// Waiting. Everything that lets time pass asks for it here, so that a simulation can decide when it has passed.
import { setTimeout as delay } from 'node:timers/promises';

export type Timers = {
  /** Resolves after `ms` milliseconds. @throws AbortError when `signal` aborts first */
  delay: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls once after `ms` milliseconds, unless cancelled before. */
  after: (ms: number, call: () => void) => { cancel: () => void };
  /** Calls every `ms` milliseconds until cancelled. */
  every: (ms: number, call: () => void) => { cancel: () => void };
  /** A signal that aborts after `ms` milliseconds, and does not keep the process alive for it. */
  deadline: (ms: number) => AbortSignal;
};

export const systemTimers: Timers = {
  delay: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
  after: (ms, call) => {
    // A timeout takes a millisecond at least, and an order has twenty such moments on its way.
    if (ms === 0) {
      const immediate = setImmediate(call);
      return { cancel: () => clearImmediate(immediate) };
    }
    const timer = setTimeout(call, ms);
    return { cancel: () => clearTimeout(timer) };
  },
  every: (ms, call) => {
    const timer = setInterval(call, ms);
    return { cancel: () => clearInterval(timer) };
  },
  deadline: (ms) => AbortSignal.timeout(ms),
};
