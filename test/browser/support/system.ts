// Before all browser tests: the whole system on free ports, or WAYBILL_URL, a system that runs already.
import type { TestProject } from 'vitest/node';
import { missingChromium } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the system answers; empty when there is no browser to ask it with. */
    waybillUrl: string;
  }
}

/** @throws Error on CI without Chromium: there, tests that do not run have failed */
export const setup = async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  const missing = missingChromium();
  if (missing && process.env.CI === 'true') throw new Error(`Browser tests cannot run: ${missing}`);
  if (missing) process.stdout.write(`Browser tests are skipped: ${missing}\n`);
  if (missing || process.env.WAYBILL_URL) {
    provide('waybillUrl', missing ? '' : (process.env.WAYBILL_URL ?? ''));
    return async () => undefined;
  }
  const { startWaybill } = await import('#test/waybill.ts');
  const waybill = await startWaybill();
  provide('waybillUrl', waybill.url);
  return waybill.stop;
};
