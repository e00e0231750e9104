// A browser in front of the shop, that minds what a visitor would not see: errors, lost requests, other origins.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';
import type { ProductView } from '#contracts/http.ts';
import { launchChromium } from './chromium.ts';

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

/** `before` prepares the page before it asks for anything. */
export type Visit = {
  viewport?: typeof phone;
  colorScheme?: 'light' | 'dark';
  path?: string;
  before?: (page: Page) => Promise<unknown>;
};
export type Shop = {
  visit: (visit?: Visit) => Promise<Page>;
  /** A page that is told what to expect does not mind it: part of a console message or of a failed request. */
  expectTrouble: (text: string) => void;
};

const waybillUrl = inject('waybillUrl');

const watch = (page: Page, troubles: string[]): void => {
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    // Leaving a view closes its event stream, which Chromium calls a failure.
    const error = request.failure()?.errorText ?? '';
    if (error !== 'net::ERR_ABORTED') troubles.push(`failed: ${request.url()} ${error}`);
  });
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(waybillUrl).origin)
      troubles.push(`foreign: ${request.url()}`);
  });
};

/** A group of tests with one Chromium and a fresh visitor for each; skipped where there is no Chromium. */
export const describeShop = (name: string, tests: (shop: Shop) => void): void => {
  describe.skipIf(waybillUrl === '')(name, () => {
    let browser: Browser;
    let contexts: BrowserContext[] = [];
    let expected: string[] = [];
    const troubles: string[] = [];

    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());
    afterEach(async () => {
      await Promise.all(contexts.map((context) => context.close()));
      const unexpected = troubles.filter((trouble) => !expected.some((text) => trouble.includes(text)));
      contexts = [];
      expected = [];
      troubles.length = 0;
      expect(unexpected).toEqual([]);
    });

    tests({
      visit: async ({ viewport = desktop, colorScheme = 'light', path = '/', before } = {}) => {
        const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
        contexts.push(context);
        context.setDefaultTimeout(15_000);
        const page = await context.newPage();
        watch(page, troubles);
        // Keeps interception on from the start: Chromium may let a request pass that is made just as it is turned on.
        await page.route(/^never:/, (route) => route.continue());
        await before?.(page);
        await page.goto(new URL(path, waybillUrl).href);
        return page;
      },
      expectTrouble: (text) => expected.push(text),
    });
  });
};

/** Shows the visitor another catalogue than there is: the first `times` answers are changed. */
export const changeCatalogue =
  (change: (product: ProductView) => ProductView, times = 100) =>
  (page: Page): Promise<unknown> =>
    page.route(
      /\/products/,
      async (route) => {
        const response = await route.fetch();
        const body: { products: ProductView[] } = await response.json();
        await route.fulfill({ response, json: { ...body, products: body.products.map(change) } });
      },
      { times },
    );
