// Describes one behaviour for every target of the conformance suite.
import { afterAll, beforeAll, describe, it, type TestContext } from 'vitest';
import { type Implementation, type StartedTarget, targets } from './targets.ts';

/** What they do instead. */
export type Deviations = Partial<Record<Implementation, string>>;

export type System = StartedTarget & {
  /** Skips the test, with the reason, where an implementation is known not to do as AWS does. */
  knownToDeviate: (context: Pick<TestContext, 'skip'>, deviations: Deviations) => void;
};

/** `system` may be called inside tests only: it is started before the first of them and stopped after the last. */
export const describeAws = (subject: string, tests: (system: () => System) => void): void => {
  for (const { title, isAvailable, start } of targets) {
    if (!isAvailable) {
      it.skip(`${subject} of ${title}`);
      continue;
    }
    describe(`${subject} of ${title}`, () => {
      let system: System | undefined;
      beforeAll(async () => {
        const started = await start();
        const knownToDeviate: System['knownToDeviate'] = ({ skip }, { [started.implementation]: reason }) =>
          skip(reason !== undefined, reason);
        system = { ...started, knownToDeviate };
      });
      afterAll(() => system?.stop());
      tests(() => {
        if (!system) throw new Error(`${title} has not started`);
        return system;
      });
    });
  }
};
