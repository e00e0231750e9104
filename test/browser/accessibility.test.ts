// Every view, narrow and wide, light and dark, as axe-core judges it; and targets that a finger can hit.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addButton, fillIn, finishedSteps, goToCheckout, placeOrder } from './support/customer.ts';
import { describeShop, desktop, phone } from './support/shop.ts';

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

const looks = [phone, desktop].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme, width: viewport.width })),
);

describeShop('the pages are accessible', ({ visit }) => {
  test.each(looks)('$width pixels wide, $colorScheme', async (look) => {
    const page = await visit(look);
    const check = async (): Promise<void> => {
      expect(await violations(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(look.width);
    };
    await addButton(page).waitFor();
    await check();
    await goToCheckout(page);
    await page.getByText('Simulate the payment gateway').click();
    await check();
    await placeOrder(page);
    await check();
    await fillIn(page);
    await placeOrder(page);
    await page.getByRole('log').locator('.step').first().waitFor();
    await check();
    await finishedSteps(page, 'Your order is confirmed');
    await check();
  });
});
