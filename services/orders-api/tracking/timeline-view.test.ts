import { describe, expect, it } from 'vitest';
import type { SentMail } from '#contracts/mail-record.ts';
import type { TimelineEntry } from '#contracts/order-record.ts';
import { at, entry, goodTimeline, sentMail, storedOrder } from '../testing/samples.ts';
import { parsePosition } from './timeline-position.ts';
import { isComplete, sentMails, timelineEvents } from './timeline-view.ts';

const order = storedOrder({ timeline: goodTimeline });
const mail = sentMail(order.orderId);

describe('a timeline', () => {
  it('tells entries and mails in the order in which they happened, each with an id to go on from', () => {
    const events = timelineEvents({ order, mail });
    expect(events.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1.0 OrderCreated',
      '3.0 PaymentProcessed',
      '7.0 InventoryUpdated',
      'f.0 ShipmentPrepared',
      '1f.0 PaymentCaptured',
      '3f.0 OrderCompleted',
      '3f.1 MailSent',
    ]);
    expect(events.at(-1)).toEqual({
      id: '3f.1',
      type: 'MailSent',
      outcome: 'fulfilled',
      title: 'We mailed you a confirmation',
      status: 'COMPLETED',
      at: at(6),
      detail: { subject: 'Your order is confirmed' },
    });
  });

  it('goes on from every id with exactly what comes after it', () => {
    const events = timelineEvents({ order, mail: sentMail(order.orderId, 3) });
    for (const [index, { id }] of events.entries())
      expect(timelineEvents({ order, mail: sentMail(order.orderId, 3) }, parsePosition(id))).toEqual(
        events.slice(index + 1),
      );
  });

  it('never tells anything twice when a mail of before comes to light late', () => {
    const [, , third] = timelineEvents({ order });
    const late = timelineEvents({ order, mail: sentMail(order.orderId, 0) }, parsePosition(third?.id ?? ''));
    expect(late.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '7.1 MailSent',
      'f.1 ShipmentPrepared',
      '1f.1 PaymentCaptured',
      '3f.1 OrderCompleted',
    ]);
  });

  it('tells what came to light late, and sorts before what was told, once', () => {
    const [created, , reserved] = goodTimeline;
    const gap = storedOrder({ timeline: [created, reserved].filter((one) => one !== undefined) });
    const [, second] = timelineEvents({ order: gap });
    const late = timelineEvents({ order }, parsePosition(second?.id ?? ''));
    expect(late.map(({ type }) => type).slice(0, 2)).toEqual(['PaymentProcessed', 'ShipmentPrepared']);
  });

  it('tells of a late entry where the order stands by now: what came too late is not under way', () => {
    const [created, paid, reserved, shipped] = goodTimeline as TimelineEntry[];
    const cancelled = entry('OrderCancelled', 'CANCELLING', 3);
    const timeline = [created, paid, reserved, cancelled, shipped].filter((one) => one !== undefined);
    const [late] = timelineEvents({ order: storedOrder({ timeline }) }, parsePosition('f.0'));
    expect(late).toMatchObject({
      type: 'OrderCancelled',
      status: 'SHIPPED',
      title: 'It was too late to cancel',
    });
  });

  it('tells of a mail that did not arrive why', () => {
    const undelivered = { how: 'bounced' as const, reason: 'Permanent General', at: at(9) };
    const mail = sentMail(order.orderId);
    const fulfilled = { ...(mail.fulfilled as SentMail), undelivered };
    expect(timelineEvents({ order, mail: { ...mail, fulfilled } }).at(-1)?.detail).toEqual({
      subject: 'Your order is confirmed',
      undelivered,
    });
  });

  it('tells an entry before a mail of the same time', () => {
    const events = timelineEvents({ order, mail: sentMail(order.orderId, 5) });
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['OrderCompleted', 'MailSent']);
  });

  it('is silent about a mail that is being sent', () => {
    const sending = { state: 'SENDING', claimId: 'c', leaseUntil: 0, subject: 's' } as const;
    expect(sentMails({ orderId: 'x', fulfilled: sending })).toEqual([]);
  });

  it('is empty for an order that is not there, and from beyond its end', () => {
    expect(timelineEvents({})).toEqual([]);
    expect(timelineEvents({ order, mail }, { entries: 0xfffffff, mails: 0xff })).toEqual([]);
  });

  it('is complete once the order is final and the mail that says so is out', () => {
    expect(isComplete({ order, mail })).toBe(true);
    expect(isComplete({ order })).toBe(false);
    expect(isComplete({ order: storedOrder(), mail })).toBe(false);
    const declined = entry('PaymentProcessed', 'PAYMENT_DECLINED', 1, { outcome: 'declined' });
    expect(isComplete({ order: storedOrder({ timeline: [declined] }), mail })).toBe(false);
  });
});
