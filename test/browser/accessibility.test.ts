// Every view on the way to a confirmed order, narrow and wide, light and dark.
import { test } from 'vitest';
import { expectAccessible } from './support/accessible.ts';
import { addButton, fillIn, finishedSteps, goToCheckout, placeOrder } from './support/customer.ts';
import { describeShop, desktop, phone } from './support/shop.ts';

const looks = [phone, desktop].flatMap((viewport) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ viewport, colorScheme, width: viewport.width })),
);

describeShop('the pages are accessible', ({ visit }) => {
  test.each(looks)('$width pixels wide, $colorScheme', async (look) => {
    const page = await visit(look);
    await addButton(page).waitFor();
    await expectAccessible(page);
    await goToCheckout(page);
    await page.getByText('Simulate the payment gateway').click();
    await expectAccessible(page);
    await placeOrder(page);
    await expectAccessible(page);
    await fillIn(page);
    await placeOrder(page);
    await page.getByRole('log').locator('.step').first().waitFor();
    await expectAccessible(page);
    await finishedSteps(page, 'Your order is confirmed');
    await expectAccessible(page);
  });
});
