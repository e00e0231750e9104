import { describe, expect, it } from 'vitest';
import { mailKinds } from '#contracts/mail-record.ts';
import { ranOut, someOrder } from '../testing/sample-order.ts';
import { renderMail } from './render-mail.ts';

describe.each(mailKinds)('the %s mail', (kind) => {
  const order = someOrder();
  const mail = renderMail(order, kind);

  it('names the order in its subject, and nothing about the customer', () => {
    expect(mail.subject).toContain(order.orderId.slice(-8).toUpperCase());
    expect(mail.subject).not.toMatch(/John|Doe|@|Main|Anytown/);
  });

  it.each(['text', 'html'] as const)('says in its %s who ordered what, when, and for how much', (part) => {
    const said = ['Hello John Doe', 'Enamel Mug', '$29.98', 'Teapot', '$49.50', '$79.48', order.orderId];
    for (const words of [...said, 'November 20, 2025']) expect(mail[part]).toContain(words);
  });

  it('loads nothing and links nowhere', () => {
    expect(mail.html).not.toMatch(/https?:|<img|<script|<link|url\(/i);
  });

  it('is the same each time it is written', () => {
    expect(renderMail(order, kind)).toEqual(mail);
  });
});

describe('what customers and operators typed is text', () => {
  const typed = `<script>alert("x")</script> & 'Co'`;
  const shippingAddress = { street: typed, city: typed, postalCode: typed, country: typed };
  const lines = [{ productId: 'p1', productName: typed, quantity: 1, unitPrice: 1 }];
  const order = someOrder({ customerName: typed, lines, shippingAddress }, [
    {
      type: 'ShipmentPrepared',
      at: '',
      status: 'SHIPPED',
      detail: { carrier: typed, trackingNumber: typed },
    },
    ranOut(['p1']),
  ]);

  it.each(mailKinds)('and never markup in the HTML of the %s mail', (kind) => {
    const { html } = renderMail(order, kind);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;Co&#39;');
  });

  it('and stays as it was typed in the text', () => {
    expect(renderMail(order, 'fulfilled').text).toContain(typed);
  });
});

describe.each(['text', 'html'] as const)('in its %s', (part) => {
  it('the fulfilled mail says what was paid, where it goes, and how to follow it', () => {
    const mail = renderMail(someOrder(), 'fulfilled')[part];
    const said = ['confirmed and on its way', 'Total paid', 'Northwind Parcel', 'NW1234567890'];
    for (const words of [...said, '123 Main St', '12345 Anytown', 'USA']) expect(mail).toContain(words);
  });

  it('the fulfilled mail leaves the tracking out while the order has none', () => {
    const mail = renderMail(someOrder({}, []), 'fulfilled')[part];
    expect(mail).not.toContain('Carrier');
    expect(mail).not.toContain('undefined');
  });

  it('the declined mail says that nothing was charged or will be shipped', () => {
    const mail = renderMail(someOrder(), 'payment_declined')[part];
    expect(mail).toContain('Nothing was charged, and nothing will be shipped');
    expect(mail).not.toContain('Total paid');
  });

  it('the out of stock mail names what was missing, and says that the payment was released', () => {
    const mail = renderMail(someOrder({}, [ranOut(['p456'])]), 'out_of_stock')[part];
    expect(mail).toContain('We do not have Teapot in the quantity');
    expect(mail).toContain('authorization was released, and nothing was charged');
    expect(mail.match(/out of stock/gi)?.length).toBeGreaterThan(1);
  });

  it('the cancelled mail says that nothing was charged, and that an authorization is released', () => {
    const mail = renderMail(someOrder({}, []), 'cancelled')[part];
    expect(mail).toContain('Nothing will be shipped, and nothing was charged');
    expect(mail).toContain('the authorization is released');
    expect(mail).toMatch(/Total, not charged[^$]+\$79\.48/);
    expect(mail).not.toMatch(/Total paid|Total refunded|refund/i);
  });

  it('the refunded mail says that the whole amount was paid back, and how', () => {
    const mail = renderMail(someOrder(), 'refunded')[part];
    expect(mail).toContain('paid the whole amount back the way you paid');
    expect(mail).toContain('Your bank may take a few days to show it');
    expect(mail).toMatch(/Total refunded[^$]+\$79\.48/);
    expect(mail).not.toMatch(/Total paid|not charged|nothing was charged/i);
  });

  it('the out of stock mail speaks of all products when the missing ones are not known', () => {
    expect(renderMail(someOrder({}, []), 'out_of_stock')[part]).toContain('We do not have all products');
  });
});
