// Orders cancelled in the browser: in time, at the second attempt, and too late.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import {
  fillIn,
  finishedSteps,
  focusedName,
  goToCheckout,
  placeOrder,
  simulate,
} from './support/customer.ts';
import { describeShop, desktop, phone, type Shop, type Visit } from './support/shop.ts';

const cancelButton = (page: Page) => page.getByRole('button', { name: 'Cancel order' });
const notice = (page: Page) => page.locator('#order-cancel-notice');

/** An order whose payment the gateway never answers: it waits for as long as anybody watches. */
const orderThatWaits = async ({ visit }: Shop, visitor: Visit = {}): Promise<Page> => {
  const page = await visit(visitor);
  await goToCheckout(page);
  await fillIn(page);
  await simulate(page, 'Outage');
  await placeOrder(page);
  await cancelButton(page).waitFor();
  return page;
};

const inBothSchemes = async (page: Page, check: (page: Page) => Promise<void>): Promise<void> => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await check(page);
  }
};

describeShop('an order that is not paid yet', (shop) => {
  test.each([phone, desktop])('is cancelled by keyboard, $width pixels wide', async (viewport) => {
    const page = await orderThatWaits(shop, { viewport });
    await inBothSchemes(page, expectAccessible);
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('Cancel order');
    await page.keyboard.press('Enter');

    const steps = await finishedSteps(page, 'Your order was cancelled');
    expect(steps.slice(0, 2)).toEqual(['We have your order', 'Your cancellation is under way']);
    expect(steps).toContain('You were not charged');
    expect(steps.slice(-2)).toEqual(['Your order is cancelled', 'We mailed you about the cancellation']);
    expect(await page.getByRole('status').getByText('You have not been charged').isVisible()).toBe(true);
    expect(await page.locator('#order-stamp').textContent()).toBe('Cancelled');
    expect(await page.locator('[data-tone="bad"]').count()).toBe(0);
    expect(await cancelButton(page).count()).toBe(0);
    expect(await focusedName(page)).toBe('Your order was cancelled');
    await inBothSchemes(page, expectAccessible);
  });

  test('is not offered to be cancelled a second time', async () => {
    const page = await orderThatWaits(shop);
    await cancelButton(page).click();
    const steps = await finishedSteps(page, 'Your order was cancelled');
    await page.reload();
    expect(await finishedSteps(page, 'Your order was cancelled')).toEqual(steps);
    expect(await cancelButton(page).count()).toBe(0);
  });

  test('can be cancelled again when that failed, and says why it did', async () => {
    shop.expectTrouble('status of 503');
    const page = await orderThatWaits(shop, {
      before: (page) => page.route(/\/cancel$/, (route) => route.fulfill({ status: 503 }), { times: 1 }),
    });
    await cancelButton(page).press('Space');
    await notice(page).getByText('cannot answer right now').waitFor();
    expect(await notice(page).textContent()).toMatch(/^Your order is not cancelled\./);
    expect(await focusedName(page)).toBe('Cancel order');
    expect(await cancelButton(page).isEnabled()).toBe(true);
    await expectAccessible(page);
    await page.keyboard.press('Space');
    await finishedSteps(page, 'Your order was cancelled');
    expect(await notice(page).textContent()).toBe('');
  });
});

type Step = [type: string, status: string, title: string];
const beforeParcel: Step[] = [
  ['OrderCreated', 'RECEIVED', 'We have your order'],
  ['PaymentProcessed', 'PAYMENT_AUTHORIZED', 'Your payment is authorized'],
  ['InventoryUpdated', 'STOCK_RESERVED', 'Everything is in stock and reserved for you'],
];
const withParcel: Step[] = [
  ...beforeParcel,
  ['ShipmentPrepared', 'SHIPPED', 'Your parcel is on its way'],
  ['OrderCancelled', 'SHIPPED', 'It was too late to cancel'],
];
const atTheEnd: Step[] = [...withParcel, ['PaymentCaptured', 'COMPLETED', 'Your payment is complete']];

const frames = (steps: Step[]): string =>
  steps
    .map(([type, status, title], index) => {
      const step = { id: `${index + 1}.0`, type, status, title, at: '2026-01-31T10:00:00.000Z' };
      return `id: ${step.id}\ndata: ${JSON.stringify(step)}\n\n`;
    })
    .join('');

/** Tells of an order what the test wants told: each connection gets all of `told.steps`, and breaks off. */
const tellTimeline = (page: Page, told: { steps: Step[]; end: string }): Promise<unknown> =>
  page.route(/\/events$/, (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `retry: 50\n\n${frames(told.steps)}${told.end}`,
    }),
  );

describeShop('an order whose parcel left', ({ visit, expectTrouble }) => {
  test('says that it was too late to cancel, and goes on to its end', async () => {
    // Of an order that is only told of, there is nothing to print.
    expectTrouble('status of 404');
    const told = { steps: beforeParcel, end: '' };
    const page = await visit({
      before: async (page) => {
        await tellTimeline(page, told);
        await page.route(/\/cancel$/, (route) => route.fulfill({ status: 202, json: { message: 'Yes' } }));
      },
      path: '/#/orders/00000000-0000-7000-8000-000000000000',
    });
    await cancelButton(page).press('Enter');
    expect(await notice(page).textContent()).toBe('Cancellation requested…');
    expect(await cancelButton(page).isDisabled()).toBe(true);
    expect(await focusedName(page)).toBe('Cancel order');

    told.steps = withParcel;
    await notice(page).getByText('It was too late to cancel').waitFor();
    expect(await page.locator('.step[data-tone="bad"]').textContent()).toMatch(/too late to cancel/);
    Object.assign(told, { steps: atTheEnd, end: 'event: end\ndata: {"status":"COMPLETED"}\n\n' });
    await finishedSteps(page, 'Your order is confirmed');
    expect(await cancelButton(page).count()).toBe(0);
    expect(await focusedName(page)).toBe('Your order is confirmed');
    expect(await notice(page).textContent()).toMatch(/too late to cancel/);
  });
});
