import { beforeEach, describe, expect, it } from 'vitest';
import { type MailDispatch, maxDispatched, type TakenMail } from '#contracts/mail-dispatch.ts';
import { createDispatches, type Dispatches, patienceMs } from './dispatches.ts';

const taken: TakenMail = { messageId: 'm', at: 1 };

let dispatches: Dispatches;
let timers: { ms: number; call: () => void; isCancelled: boolean }[];
let storing: { dispatch: MailDispatch; answer: PromiseWithResolvers<MailDispatch> }[];
beforeEach(() => {
  timers = [];
  storing = [];
  let names = 0;
  dispatches = createDispatches({
    store: (dispatch) => {
      const answer = Promise.withResolvers<MailDispatch>();
      storing.push({ dispatch: structuredClone(dispatch), answer });
      return answer.promise;
    },
    newName: () => {
      names += 1;
      return `d${names}`;
    },
    timers: {
      after: (ms, call) => {
        const timer = { ms, call, isCancelled: false };
        timers.push(timer);
        const cancel = () => {
          timer.isCancelled = true;
        };
        return { cancel };
      },
    },
  });
});

const seats = (count: number) => Array.from({ length: count }, () => dispatches.join());
const stored = () => storing.map(({ dispatch }) => [dispatch.orderId, Object.keys(dispatch.sent)]);
const answerAll = () => {
  for (const { dispatch, answer } of storing) answer.resolve(dispatch);
};

describe('what SES said', () => {
  it('of one mail alone is stored at once', async () => {
    const [seat] = seats(1);
    const recorded = seat?.record('c1', taken, false);
    expect(stored()).toEqual([['dispatch#d1', ['c1']]]);
    answerAll();
    expect(await recorded).toBe(true);
  });

  it('of mails that were claimed together is stored together, once it is known of all', async () => {
    const [first, second, third] = seats(3);
    const recorded = [first?.record('c1', taken, false), third?.record('c3', taken, false)];
    expect(stored()).toEqual([]);
    recorded.push(second?.record('c2', taken, false));
    expect(stored()).toEqual([['dispatch#d1', ['c1', 'c3', 'c2']]]);
    answerAll();
    expect(await Promise.all(recorded)).toEqual([true, true, true]);
    expect(timers.every(({ isCancelled }) => isCancelled)).toBe(true);
  });

  it('does not wait for mails that were not sent, or were by others', async () => {
    const [first, second, third] = seats(3);
    second?.leave();
    const recorded = first?.record('c1', taken, false);
    expect(stored()).toEqual([]);
    third?.leave();
    third?.leave();
    expect(stored()).toEqual([['dispatch#d1', ['c1']]]);
    answerAll();
    expect(await recorded).toBe(true);
  });

  it('waits half a second for the others at most; what comes later is told that it is too late', async () => {
    const [first, second, third] = seats(3);
    const recorded = [first?.record('c1', taken, false), second?.record('c2', taken, false)];
    expect(timers.map(({ ms }) => ms)).toEqual([patienceMs]);
    timers[0]?.call();
    expect(stored()).toEqual([['dispatch#d1', ['c1', 'c2']]]);
    expect(await third?.record('c3', taken, false)).toBe(false);
    answerAll();
    expect(await Promise.all(recorded)).toEqual([true, true]);
    expect(storing).toHaveLength(1);
  });

  it('waits for nobody when it is urgent', async () => {
    const [first, second] = seats(2);
    const recorded = first?.record('c1', taken, true);
    expect(stored()).toEqual([['dispatch#d1', ['c1']]]);
    second?.leave();
    answerAll();
    expect(await recorded).toBe(true);
  });

  it('is not recorded before it is stored, and not when that fails', async () => {
    const [first, second] = seats(2);
    const settled: string[] = [];
    const watch = (recorded: Promise<boolean> | undefined) =>
      recorded?.then(
        () => settled.push('stored'),
        (error: Error) => settled.push(error.message),
      );
    const all = [watch(first?.record('c1', taken, false)), watch(second?.record('c2', taken, false))];
    await new Promise(setImmediate);
    expect(settled).toEqual([]);
    storing[0]?.answer.reject(new Error('throttled'));
    await Promise.all(all);
    expect(settled).toEqual(['throttled', 'throttled']);
  });

  it('is not recorded in a dispatch that somebody has closed', async () => {
    const [first] = seats(1);
    const closedOut = first?.record('c1', taken, false);
    storing[0]?.answer.resolve({ orderId: 'dispatch#d1', sent: {} });
    expect(await closedOut).toBe(false);
  });
});

describe('a dispatch', () => {
  it('takes ten mails, and the next one another', () => {
    const names = seats(maxDispatched + 1).map(({ dispatch }) => dispatch);
    expect(new Set(names.slice(0, maxDispatched))).toEqual(new Set(['d1']));
    expect(names.at(-1)).toBe('d2');
  });

  it('takes no more mails once SES has taken one of its', () => {
    const [first] = seats(2);
    void first?.record('c1', taken, false);
    expect(dispatches.join().dispatch).toBe('d2');
  });

  it('of which nobody is left is never stored, nor joined', () => {
    for (const seat of seats(2)) seat.leave();
    expect(stored()).toEqual([]);
    expect(dispatches.join().dispatch).toBe('d2');
  });
});
