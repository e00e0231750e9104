// Waits until every service runs the image that was deployed, or until it is clear that it will not.
import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceState } from './services.ts';

type Verdict = { kind: 'done' } | { kind: 'waiting'; on: string[] } | { kind: 'failed'; why: string };

/** Pure. A rollout that ECS took back ends as done, with the tasks of before: that is why the image is compared. */
export const judgeRollout = (services: readonly ServiceState[], image: string): Verdict => {
  const failed = services.find(({ rollout }) => rollout === 'failed');
  if (failed) return { kind: 'failed', why: `${failed.task} did not come up. ${whyOf(failed)}` };
  const backOn = services.find((one) => one.rollout === 'done' && one.image !== image);
  if (backOn)
    return { kind: 'failed', why: `ECS took ${backOn.task} back to ${backOn.image}. ${whyOf(backOn)}` };
  const on = services.filter(({ rollout }) => rollout !== 'done').map(({ task }) => task);
  return on.length === 0 ? { kind: 'done' } : { kind: 'waiting', on };
};

const whyOf = ({ reason, events }: ServiceState): string =>
  [reason, ...events].filter((text) => text !== undefined && text !== '').join(' · ');

type Deps = {
  read: (signal: AbortSignal) => Promise<ServiceState[]>;
  say: (text: string) => void;
  interrupted: AbortSignal;
};

const pauseMs = 5_000;

/** @throws Error that says what did not come up, or what was still under way after `seconds` */
export const awaitRollout = async (
  { read, say, interrupted }: Deps,
  { image, seconds }: { image: string; seconds: number },
): Promise<void> => {
  const deadline = Date.now() + seconds * 1_000;
  let said = '';
  for (;;) {
    const verdict = judgeRollout(await read(interrupted), image);
    if (verdict.kind === 'done') return;
    if (verdict.kind === 'failed') throw new Error(verdict.why);
    const waitingFor = verdict.on.join(', ');
    if (Date.now() >= deadline)
      throw new Error(`After ${seconds} s these are still under way: ${waitingFor}`);
    if (waitingFor !== said) say(`waiting for ${waitingFor}\n`);
    said = waitingFor;
    await delay(pauseMs, undefined, { signal: interrupted });
  }
};
