// Two ways of putting a system under load. Both measure milliseconds.
import { setTimeout as delay } from 'node:timers/promises';

type Load = {
  seconds: number;
  /** One for each call, in the order in which they were answered. */
  latencies: number[];
};

/** Closed: so many at once, each the next one when it is answered; asks what throughput there is. */
export const closedLoop = async (
  count: number,
  concurrency: number,
  call: (index: number) => Promise<void>,
): Promise<Load> => {
  const latencies: number[] = [];
  const startedAt = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const sentAt = performance.now();
      next += 1;
      await call(next - 1);
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { seconds: (performance.now() - startedAt) / 1_000, latencies };
};

/**
 * Open: calls at a steady rate, whether or not earlier ones are answered. Latency counts from when a call was due, so a
 * system that stalls pays for every call that it kept waiting (no coordinated omission).
 */
export const openLoop = async (
  ratePerSecond: number,
  seconds: number,
  call: (index: number) => Promise<void>,
): Promise<Load> => {
  const count = Math.round(ratePerSecond * seconds);
  const latencies: number[] = [];
  const startedAt = performance.now();
  const dueAt = (index: number) => startedAt + (index * 1_000) / ratePerSecond;
  const send = async (index: number) => {
    await call(index);
    latencies.push(performance.now() - dueAt(index));
  };
  const sent: Promise<void>[] = [];
  while (sent.length < count) {
    while (sent.length < count && dueAt(sent.length) <= performance.now()) sent.push(send(sent.length));
    await delay(1);
  }
  await Promise.all(sent);
  return { seconds: (performance.now() - startedAt) / 1_000, latencies };
};
