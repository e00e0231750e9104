// Catalogue and cart, and addresses that lead nowhere.
import { expect, test } from 'vitest';
import { addButton, goToCheckout } from './support/customer.ts';
import { changeCatalogue, describeShop } from './support/shop.ts';

describeShop('the shop', ({ visit, expectTrouble }) => {
  test('does not sell what is sold out, and says when little is left', async () => {
    const stock = [0, 3, 500];
    const page = await visit({
      before: changeCatalogue((product) => ({ ...product, available: stock.shift() ?? 500 })),
    });
    const cards = page.locator('.card');
    await cards.first().waitFor();

    expect(
      await cards
        .nth(0)
        .getByRole('button', { name: /^Sold out/ })
        .isDisabled(),
    ).toBe(true);
    expect(await cards.nth(0).getByRole('spinbutton').isDisabled()).toBe(true);
    expect(await cards.locator('.stock').allTextContents()).toEqual(
      expect.arrayContaining(['Sold out', 'Only 3 left', 'In stock']),
    );
    await cards.nth(1).getByRole('spinbutton').fill('7');
    await cards.nth(1).getByRole('button', { name: /^Add/ }).click();
    expect(await page.locator('#cart-bar-said').textContent()).toMatch(/^Added 3 ×/);
  });

  test('keeps the cart through a reload, and lets it be changed and emptied', async () => {
    const page = await visit();
    await goToCheckout(page);
    await page.reload();
    const line = page.locator('.cart-line');
    const price = (await line.locator('.quiet').textContent())?.replace(/ each$/, '');
    expect(await page.locator('#cart-total').textContent()).toBe(price);

    await line.getByRole('button', { name: /^One more/ }).click();
    expect(await line.getByRole('spinbutton').inputValue()).toBe('2');
    expect(await page.locator('#cart-total').textContent()).not.toBe(price);
    expect(await page.locator('nav').textContent()).toMatch(/Cart\s+2\s+items/);

    await line.getByRole('button', { name: /^Remove/ }).click();
    expect(await page.getByText('Your cart is empty.').isVisible()).toBe(true);
  });

  test('says so when the catalogue cannot be had, and tries again when asked', async () => {
    expectTrouble('status of 503');
    const page = await visit({
      before: (page) =>
        page.route(/\/products/, (route) => route.fulfill({ status: 503, body: 'busy' }), { times: 1 }),
    });
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/cannot answer right now/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await addButton(page).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('says so when there is no such order', async () => {
    expectTrouble('status of 404');
    expectTrouble('status of 400');
    const page = await visit({ path: '/#/orders/no-such-order' });
    await page.getByText('There is no order with this number').waitFor();
    expect(await page.getByRole('button', { name: 'Look again' }).isVisible()).toBe(true);
  });

  test('leads past its header by the first Tab, and to the API documentation', async () => {
    const page = await visit();
    await addButton(page).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    const docs = page.getByRole('link', { name: 'API documentation' });
    expect(await docs.getAttribute('href')).toBe('/docs');
  });
});
