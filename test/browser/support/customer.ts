// What a customer does: puts something in the cart, fills in the form, places the order.
import type { Page } from 'playwright-core';

export const address: Record<string, string> = {
  'Full name': 'John Doe',
  Email: 'john.doe@example.com',
  'Street and number': '123 Main St',
  'Postal code': '12345',
  City: 'Anytown',
  Country: 'USA',
};

/** The first product that can be bought. */
export const addButton = (page: Page) => page.getByRole('button', { name: /^Add to cart:/ }).first();

export const goToCheckout = async (page: Page): Promise<void> => {
  await addButton(page).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await page.getByRole('heading', { name: 'Delivery and payment' }).waitFor();
};

export const fillIn = async (page: Page, values: Record<string, string> = address): Promise<void> => {
  for (const [label, value] of Object.entries(values))
    await page.getByLabel(label, { exact: true }).fill(value);
};

export const placeOrder = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Place order' }).click();

/** Opens the gateway's simulator and chooses what it does, by its bold word. */
export const simulate = async (page: Page, what: string): Promise<void> => {
  await page.getByText('Simulate the payment gateway').click();
  await page.getByRole('radio', { name: new RegExp(`^${what}`) }).check();
};

/** The titles of the steps that have happened, once the order is finished with `summary`. */
export const finishedSteps = async (page: Page, summary: string): Promise<string[]> => {
  await page.getByRole('heading', { name: summary }).waitFor({ timeout: 30_000 });
  await page.getByText('Finished: nothing more will happen').waitFor({ timeout: 30_000 });
  return page.getByRole('log').locator('.step-title').allTextContents();
};

/** What the control or the heading that has the focus is called. */
export const focusedName = (page: Page): Promise<string> =>
  page.evaluate<string>(
    `(({ ariaLabel, labels, textContent }) => ariaLabel ?? labels?.[0]?.textContent ?? textContent ?? '')(document.activeElement)`,
  );

/** Presses Tab until what has the focus is called `name`. @throws Error when that does not come within 80 stops */
export const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let stop = 0; stop < 80; stop += 1) {
    await page.keyboard.press('Tab');
    if (name.test((await focusedName(page)).trim())) return;
  }
  throw new Error(`Tab never reached ${name}`);
};
