// What makes a page accessible, as far as a machine can judge: axe-core's rules, targets that a finger can hit, no
// scrolling sideways.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

type Violation = { id: string; nodes: { target: string[]; failureSummary: string }[] };

/** What axe-core finds; the debugger puts it into the page, so the page's own policy stays in force. */
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe);
  const found = await page.evaluate<Violation[]>('axe.run().then(({ violations }) => violations)');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
};

/** Buttons, and links that stand alone, that are less than 44 pixels wide or high. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button, nav a, .button, .choices label, .field input, summary')]
    .filter((target) => target.checkVisibility())
    .filter((target) => Math.min(target.getBoundingClientRect().width, target.getBoundingClientRect().height) < 43.5)
    .map((target) => target.outerHTML)`);

/** @throws AssertionError that lists what is wrong */
export const expectAccessible = async (page: Page): Promise<void> => {
  expect(await violations(page)).toEqual([]);
  expect(await smallTargets(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width);
};
