// Long polls: a receive that finds nothing waits until a message comes in sight. It waits for ever, so that a system with
// nothing to do comes to rest; a worker that stops ends its polls itself.
import type { FakeAws } from './aws/fake-aws.ts';
import type { SimulatedProcess } from './process.ts';
import type { Cancellable, VirtualTime } from './virtual-time.ts';

type Poll = { process: SimulatedProcess; queue: string; retry: () => void; end: () => void };

export type LongPolls = {
  park: (poll: Poll) => void;
  /** To be called whenever messages may have come in sight, or gone out of it. */
  wake: () => void;
  /** Ends the polls of a process with nothing received. */
  endOf: (process: SimulatedProcess) => void;
};

export const createLongPolls = (time: VirtualTime, { queues }: FakeAws): LongPolls => {
  let parked: Poll[] = [];
  let alarm: { at: number; event: Cancellable } | undefined;

  const wake = () => {
    const waiting = parked;
    parked = [];
    for (const poll of waiting)
      if (queues.depth(poll.queue).visible > 0) poll.retry();
      else parked.push(poll);
    setAlarm(queues.nextVisibleAt());
  };

  /** For the next message whose visibility timeout runs out. */
  const setAlarm = (at: number | undefined) => {
    if (alarm?.at === at) return;
    alarm?.event.cancel();
    alarm = undefined;
    if (at === undefined) return;
    const ring = () => {
      alarm = undefined;
      wake();
    };
    alarm = { at, event: time.after(at - time.now(), ring) };
  };

  return {
    park: (poll) => {
      parked.push(poll);
    },
    wake,
    endOf: (process) => {
      const ending = parked.filter((poll) => poll.process === process);
      parked = parked.filter((poll) => poll.process !== process);
      for (const { end } of ending) end();
    },
  };
};
