// The order form when something is wrong: with what was typed, with the cart, with the connection.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { fillIn, finishedSteps, goToCheckout, placeOrder } from './support/customer.ts';
import { changeCatalogue, describeShop } from './support/shop.ts';

const summary = (page: Page) => page.locator('#form-errors');
const errorOf = async (page: Page, label: string) => {
  const id = await page.getByLabel(label, { exact: true }).getAttribute('aria-describedby');
  return page.locator(`#${id}`).textContent();
};
const isFocused = (page: Page, selector: string) =>
  page.evaluate<boolean>(`document.activeElement === document.querySelector('${selector}')`);

/** Answers the next POST /orders with a problem; notes the key of every one. */
const refuseOnce = async (page: Page, status: number, problem: object = {}): Promise<string[]> => {
  const keys: string[] = [];
  await page.route(/\/orders$/, (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) return route.continue();
    const json = { type: 'about:blank', title: 'Refused', status, detail: 'No.', message: 'No.', ...problem };
    return route.fulfill({ status, json, contentType: 'application/problem+json' });
  });
  return keys;
};

describeShop('the order form', ({ visit, expectTrouble }) => {
  test('says what is wrong beside each field, and takes the focus to a summary that leads there', async () => {
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page, { 'Full name': '<b>', Email: 'john@', City: 'Anytown' });
    await placeOrder(page);

    expect(await isFocused(page, '#form-errors')).toBe(true);
    expect(await summary(page).getByRole('heading').textContent()).toBe('Please correct 5 fields');
    expect(await errorOf(page, 'Email')).toBe('Enter an email address like name@example.com.');
    expect(await errorOf(page, 'Full name')).toMatch(/^Start your full name with/);
    expect(await page.getByLabel('City').getAttribute('aria-invalid')).toBeNull();

    await summary(page).getByRole('link', { name: 'Enter the country.' }).click();
    expect(await isFocused(page, '#country')).toBe(true);
    await page.keyboard.type('USA');
    expect(await page.getByLabel('Country').getAttribute('aria-invalid')).toBeNull();
  });

  test('judges a field when it is left, not while it is first typed', async () => {
    const page = await visit();
    await goToCheckout(page);
    await page.getByLabel('Email').pressSequentially('john@');
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBeNull();
    await page.keyboard.press('Tab');
    expect(await page.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
  });

  test('shows what the API refuses beside the field that it names', async () => {
    expectTrouble('status of 400');
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    const errors = [
      { pointer: '/shippingAddress/city', detail: 'shippingAddress.city is not one that we deliver to' },
      { pointer: '/paymentToken', detail: 'paymentToken must be one of: tok_approved' },
    ];
    await refuseOnce(page, 400, { errors });
    await placeOrder(page);

    await summary(page).waitFor();
    expect(await errorOf(page, 'City')).toBe('City is not one that we deliver to');
    expect(await page.getByRole('radio', { name: /^Approve/ }).isVisible()).toBe(true);
    await placeOrder(page);
    await finishedSteps(page, 'Your order is confirmed');
  });

  test('explains a price that has changed, brings the cart up to date, and then takes the order', async () => {
    expectTrouble('status of 422');
    const dearer = changeCatalogue((product) => ({ ...product, price: product.price + 1 }), 2);
    const page = await visit({ before: dearer });
    await goToCheckout(page);
    await fillIn(page);
    const before = await page.locator('#cart-total').textContent();
    await placeOrder(page);

    await summary(page).waitFor();
    expect(await summary(page).textContent()).toMatch(/Your cart has changed.*The price of .+ changed from/);
    expect(await page.locator('#cart-total').textContent()).not.toBe(before);
    await placeOrder(page);
    await finishedSteps(page, 'Your order is confirmed');
  });

  test.each([429, 503])('after a %d, the same order goes out again under the same key', async (status) => {
    expectTrouble(`status of ${status}`);
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    const keys = await refuseOnce(page, status);
    await placeOrder(page);

    await summary(page).waitFor();
    expect(await summary(page).textContent()).toMatch(/Placing it again is safe/);
    await placeOrder(page);
    await finishedSteps(page, 'Your order is confirmed');
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[\da-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });

  test('when the answer is lost, the order is taken once all the same', async () => {
    expectTrouble('ERR_CONNECTION_FAILED');
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    const taken: string[] = [];
    await page.route(/\/orders$/, async (route) => {
      const response = await route.fetch();
      taken.push((await response.json()).orderId);
      return taken.length === 1 ? route.abort('connectionfailed') : route.fulfill({ response });
    });
    await placeOrder(page);
    await summary(page).waitFor();
    expect(await summary(page).textContent()).toMatch(/Waybill did not answer/);
    await placeOrder(page);
    await finishedSteps(page, 'Your order is confirmed');
    expect(new Set(taken).size).toBe(1);
  });

  test('a changed order gets another key', async () => {
    expectTrouble('status of 503');
    const page = await visit();
    await goToCheckout(page);
    await fillIn(page);
    const keys = await refuseOnce(page, 503);
    await placeOrder(page);
    await summary(page).waitFor();
    await fillIn(page, { City: 'Elsewhere' });
    await placeOrder(page);
    await finishedSteps(page, 'Your order is confirmed');
    expect(keys[1]).not.toBe(keys[0]);
  });
});
