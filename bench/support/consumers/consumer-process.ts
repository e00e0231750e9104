// One contender in a process of its own.
import { createAws } from '#platform/aws.ts';
import { readEnv } from '#platform/env.ts';
import { answerCalls, type Helper, startHelper } from '../helper-process.ts';
import type { Contender } from './contender.ts';

/** Each loaded in the process that it is measured in. */
const contenders = {
  waybill: async () => {
    const { contender } = await import('./waybill.ts');
    return contender;
  },
  'sqs-consumer': async () => {
    const { contender } = await import('./sqs-consumer.ts');
    return contender;
  },
  'message-queue-toolkit': async () => {
    const { byDefault } = await import('./toolkit.ts');
    return byDefault;
  },
  'message-queue-toolkit, 2 consumers of 10': async () => {
    const { atFullPace } = await import('./toolkit.ts');
    return atFullPace;
  },
} satisfies Record<string, () => Promise<Contender>>;

export type ContenderName = keyof typeof contenders;
export const contenderNames = Object.keys(contenders) as ContenderName[];

const timeoutMs = 120_000;

let handledCount = 0;
const waiting: { count: number; resolve: (at: number) => void }[] = [];

const handled = (): void => {
  handledCount += 1;
  for (const { count, resolve } of waiting) if (handledCount === count) resolve(Date.now());
};

const methods = {
  start: async (name: ContenderName, variables: Record<string, string>, queueUrl: string): Promise<void> => {
    Object.assign(process.env, variables);
    // For the others, through the SDK's middleware; Waybill makes clients of its own.
    const { sqsReceiver: sqs } = createAws(readEnv({ ...variables, AWS_CALLS: 'sdk' }));
    const { start } = await contenders[name]();
    await start({ variables, queueUrl, sqs, handled });
  },
  /** Resolves with the time, since the epoch, when so many have been handled since the start. */
  handledUntil: (count: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const late = () => reject(new Error(`${handledCount} of ${count} messages handled`));
      const timer = setTimeout(late, timeoutMs);
      const done = (at: number) => {
        clearTimeout(timer);
        resolve(at);
      };
      if (handledCount >= count) done(Date.now());
      else waiting.push({ count, resolve: done });
    }),
};

export const startConsumer = (): Helper<typeof methods> => startHelper<typeof methods>(import.meta.filename);

if (import.meta.main) answerCalls(methods);
