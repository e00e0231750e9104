// Long polls, in steps of a second: so that the gate before the queues closes within one, and that little is received for
// a client that has died. While the gate is closed every queue looks empty, and nobody receives what is queued.
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Forward, Outgoing } from './forward.ts';

const stepSeconds = 1;
const nothing: Answer = {
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: Buffer.from('{}'),
};

export type Gate = ReturnType<typeof createGate>;

export const createGate = () => {
  let opened: PromiseWithResolvers<void> | undefined;
  const underWay = new Set<Promise<Answer>>();
  return {
    open: (): void => {
      opened?.resolve();
      opened = undefined;
    },
    /** Resolves when nothing is being received any more. */
    close: async (): Promise<void> => {
      opened ??= Promise.withResolvers();
      await Promise.all(underWay);
    },
    isOpen: (): boolean => opened === undefined,
    /** Resolves when the gate opens, or when `ms` have passed. */
    waitFor: async (ms: number): Promise<void> => {
      const enough = new AbortController();
      const late = delay(ms, undefined, { signal: enough.signal }).catch(() => undefined);
      await Promise.race([opened?.promise, late]);
      enough.abort();
    },
    pass: (receiving: Promise<Answer>): Promise<Answer> => {
      underWay.add(receiving);
      return receiving.finally(() => underWay.delete(receiving));
    },
  };
};

/** `isGone`: whether the client has given up. */
export const receive = async (
  { forward, gate }: { forward: Forward; gate: Gate },
  outgoing: Outgoing,
  isGone: () => boolean,
): Promise<Answer> => {
  const input = JSON.parse(outgoing.body.toString()) as { WaitTimeSeconds?: number };
  const deadline = performance.now() + (input.WaitTimeSeconds ?? 0) * 1_000;
  for (;;) {
    const remainingMs = Math.max(0, deadline - performance.now());
    const answer = gate.isOpen()
      ? await gate.pass(forward(stepOf(outgoing, input, remainingMs)))
      : await gate.waitFor(remainingMs).then(() => nothing);
    const isOver = performance.now() >= deadline || isGone();
    if (isOver || answer.status !== 200 || answer.body.includes('"Messages"')) return answer;
  }
};

const stepOf = (outgoing: Outgoing, input: object, remainingMs: number): Outgoing => {
  const WaitTimeSeconds = Math.min(stepSeconds, Math.ceil(remainingMs / 1_000));
  return { ...outgoing, body: Buffer.from(JSON.stringify({ ...input, WaitTimeSeconds })) };
};
