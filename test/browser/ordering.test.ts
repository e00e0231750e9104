// Orders placed in the browser, followed to their end.
import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  addButton,
  address,
  fillIn,
  finishedSteps,
  goToCheckout,
  placeOrder,
  simulate,
  tabTo,
} from './support/customer.ts';
import { changeCatalogue, describeShop, desktop, phone } from './support/shop.ts';

describeShop('a customer', ({ visit }) => {
  test.each([phone, desktop])('orders with the keyboard alone, $width pixels wide', async (viewport) => {
    const page = await visit({ viewport });
    await addButton(page).waitFor();
    await tabTo(page, /^Add to cart:/);
    await page.keyboard.press('Space');
    await tabTo(page, /^Check out$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Checkout' }).waitFor();
    for (const [label, value] of Object.entries(address)) {
      await tabTo(page, new RegExp(`^${label}$`));
      await page.keyboard.type(value);
    }
    await tabTo(page, /^Card$/);
    await page.keyboard.press('ArrowDown');
    await tabTo(page, /^Place order$/);
    await page.keyboard.press('Enter');

    const steps = await finishedSteps(page, 'Your order is confirmed');
    expect(steps).toHaveLength(7);
    expect(await page.getByText('Tracking', { exact: true }).count()).toBe(1);
    expect(await page.getByText('PayPal').last().isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
  });

  test('whose payment is declined learns that nothing was charged', async () => {
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    await simulate(page, 'Decline');
    await placeOrder(page);

    const steps = await finishedSteps(page, 'Your payment was declined');
    expect(steps).toHaveLength(4);
    expect(await page.getByText('You have not been charged').isVisible()).toBe(true);
    expect(await page.locator('.step[data-tone="bad"]').count()).toBeGreaterThan(0);
  });

  test('who orders more than there is learns that the payment was released', async () => {
    const reversed = changeCatalogue((product) => ({ ...product, available: product.available < 1 ? 9 : 0 }));
    const page = await visit({ before: reversed });
    await goToCheckout(page);
    await fillIn(page);
    await placeOrder(page);

    await finishedSteps(page, 'Something you ordered is out of stock');
    expect(await page.getByText('Your payment was released: you have not been charged').isVisible()).toBe(
      true,
    );
  });

  test('who reloads, or comes back later, sees the whole timeline again', async () => {
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    await placeOrder(page);
    await page.getByRole('log').locator('.step').first().waitFor();
    await page.reload();
    const steps = await finishedSteps(page, 'Your order is confirmed');
    expect(steps).toHaveLength(7);

    await page.reload();
    expect(await finishedSteps(page, 'Your order is confirmed')).toEqual(steps);
    await page.goBack();
    expect(await page.getByText('Your cart is empty.').isVisible()).toBe(true);
  });
});

type Answer = NonNullable<Parameters<Route['fulfill']>[0]>;

/** Answers the first requests for the event stream in place of the API, then no more. */
const answerStream = (page: Page, answers: Answer[]): Promise<unknown> =>
  page.route(/\/events$/, (route) => route.fulfill(answers.shift() ?? {}), { times: answers.length });

const first = { id: '1.0', type: 'OrderCreated', title: 'As seen before', status: 'RECEIVED' };
/** A stream that breaks off after its first event. */
const brokenStream: Answer = {
  contentType: 'text/event-stream',
  body: `retry: 10\n\nid: 1.0\ndata: ${JSON.stringify({ ...first, at: '2026-01-31T10:00:00.000Z' })}\n\n`,
};

describeShop('a timeline', ({ visit, expectTrouble }) => {
  test.each([
    { trouble: 'its connection breaks', answers: [brokenStream] },
    { trouble: 'its stream is refused', answers: [{ status: 503 }] },
    { trouble: 'its connection breaks and is refused', answers: [brokenStream, { status: 503 }] },
  ])('goes on when $trouble, and tells each step once', async ({ answers }) => {
    expectTrouble('status of 503');
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    await answerStream(page, [...answers]);
    await placeOrder(page);

    const steps = await finishedSteps(page, 'Your order is confirmed');
    expect(steps).toHaveLength(7);
    if (answers.includes(brokenStream)) expect(steps[0]).toBe('As seen before');
  });
});
