// The running system, for tests that do things to its containers and then judge what became of the orders.
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { isFinal } from '#contracts/order-status.ts';
import { readBooks } from '#operations/reconcile/read-books.ts';
import { reconcile } from '#operations/reconcile/reconcile.ts';
import { readEnv } from '#platform/env.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import type { LogLine } from '#test/service-process.ts';
import { readMailbox, stock } from '#test/test-aws.ts';
import { useLocalCredentials } from '../../../localstack/local-env.ts';
import { createProgress } from '../../processes/support/progress.ts';
import { createShop, eachOf, type Wish } from '../../processes/support/shoppers.ts';
import { docker } from './compose.ts';
import { missingEngine } from './engine.ts';
import { type Emulator, type Stack, startStack } from './stack.ts';

/** A message that has failed four times waits two minutes for its fifth delivery. */
const settleWithinMs = 200_000;

/**
 * Describes a system that is brought up before the first test and taken down after the last; skipped, and so counted, where
 * no engine runs. `system` may be called inside tests only. `variables` are for compose.
 */
export const describeSystem = (
  subject: string,
  emulator: Emulator,
  tests: (system: () => System) => void,
  variables: Record<string, string> = {},
): void => {
  if (missingEngine()) {
    describe.skip(subject, () => tests(() => undefined as never));
    return;
  }
  describe(subject, () => {
    let stack: Stack | undefined;
    let system: System | undefined;
    beforeAll(async () => {
      stack = await startStack(emulator, variables);
      system = connect(stack);
    });
    afterAll(() => stack?.down());
    tests(() => {
      if (!system) throw new Error('The system is not up');
      return system;
    });
  });
};

type System = ReturnType<typeof connect>;

const connect = ({ waybillUrl, mailUrl, aws, compose }: Stack) => {
  useLocalCredentials();
  const runtime = createRuntime(readEnv({ ...aws, LOG_LEVEL: 'silent' }));
  const progress = patient(createProgress(runtime));
  const shop = createShop(waybillUrl);

  return {
    waybillUrl,
    mailUrl,
    aws,
    runtime,
    compose,
    progress,
    mailbox: () => readMailbox(mailUrl),
    stock: (available: Record<string, number>) => stock(runtime, available),
    /** Places so many orders, several at once; each customer asks until the order is accepted. Resolves with their ids. */
    order: async (count: number, wish: Partial<Wish> = {}): Promise<string[]> => {
      const ids: string[] = [];
      const keys = Array.from({ length: count }, () => crypto.randomUUID());
      await eachOf(keys, customersAtOnce, async (key) => {
        ids.push(await shop.place({ ...plainWish, ...wish, key }));
      });
      return ids;
    },
    /** Until the emulator, which forgets everything when it restarts, has all again. */
    untilStocked: () =>
      expect
        .poll(() => productsAt(waybillUrl), { timeout: settleWithinMs, interval: 250 })
        .toBeGreaterThan(0),
    /** Until every order is final and no queue holds a message. */
    untilSettled: async () => {
      const poll = { timeout: settleWithinMs, interval: 500 };
      await expect.poll(progress.open, poll).toBe(0);
      await expect.poll(progress.underWay, poll).toBe(0);
    },
    /** The log lines of a service's containers, those that are gone not among them. */
    logOf: async (service: string): Promise<LogLine[]> => {
      const ids = await idsOf(compose, service);
      return (await Promise.all(ids.map((id) => docker(['logs', id])))).flatMap(parseLog);
    },
    inspect: (service: string) => inspectService(compose, service),
    judge: (orderIds: readonly string[]) => judge(runtime, progress, orderIds),
  };
};

const customersAtOnce = 12;
const plainWish = { productId: 'p1', paymentToken: 'tok_approved', afterwards: 'keep' } as const;

type Progress = ReturnType<typeof createProgress>;

/** A look that fails because the emulator is busy, or away, says nothing: the next one may. */
const patient = (progress: Progress): Progress => {
  const nothing = () => Number.NaN;
  return {
    open: () => progress.open().catch(nothing),
    underWay: () => progress.underWay().catch(nothing),
    deadLetters: progress.deadLetters,
  };
};

const productsAt = async (url: string): Promise<number> => {
  const response = await fetch(`${url}/products`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => undefined,
  );
  if (!response?.ok) return 0;
  const { products } = (await response.json()) as { products: unknown[] };
  return products.length;
};

const parseLog = (text: string): LogLine[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);

type Inspected = { RestartCount: number; State: { ExitCode: number; Running: boolean; OOMKilled: boolean } };

type Compose = (...args: string[]) => Promise<string>;

const idsOf = async (compose: Compose, service: string): Promise<string[]> =>
  (await compose('ps', '--all', '--quiet', service)).split('\n').filter(Boolean);

const inspectService = async (compose: Compose, service: string): Promise<Inspected[]> =>
  JSON.parse(await docker(['inspect', ...(await idsOf(compose, service))]));

/** Milliseconds. Nothing is judged in its first minute, so the judge's clock is an hour ahead. */
const judging = { aheadMs: 3_600_000, graceMs: 60_000, settleMs: 1_000 };

/** The promises: every order ended, money and stock balance, nothing is dead-lettered. */
const judge = async (
  runtime: Runtime,
  { deadLetters }: Progress,
  orderIds: readonly string[],
): Promise<void> => {
  const { signal } = new AbortController();
  const later = { ...runtime, now: () => Date.now() + judging.aheadMs };
  const { exceptions } = await reconcile(later, { ...judging, signal });
  expect(exceptions).toEqual([]);
  const { dossiers } = await readBooks(runtime, signal);
  const unfinished = orderIds.filter((id) => !isFinal(dossiers.get(id)?.order?.status ?? 'RECEIVED'));
  expect(unfinished).toEqual([]);
  expect(await deadLetters()).toBe(0);
};

/** For outages: time is what they are made of. */
export const lasting = (seconds: number): Promise<void> => delay(seconds * 1_000);
