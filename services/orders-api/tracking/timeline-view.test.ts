import { describe, expect, it } from 'vitest';
import { messageData, outcomes } from '#contracts/events.ts';
import { mailKinds } from '#contracts/mail-record.ts';
import { topicNames, topology } from '#platform/topology.ts';
import { at, entry, goodTimeline, sentMail, storedOrder } from '../testing/samples.ts';
import { isComplete, parsePosition, sentMails, timelineEvents, titleOf } from './timeline-view.ts';

const order = storedOrder({ timeline: goodTimeline });
const mail = sentMail(order.orderId);

const outcomesOf = (type: string): readonly string[] | undefined =>
  Object.entries(outcomes).find(([name]) => name === type)?.[1];

describe('a timeline', () => {
  it('tells entries and mails in the order in which they happened, each with an id to go on from', () => {
    const events = timelineEvents({ order, mail });
    expect(events.map(({ id, type }) => `${id} ${type}`)).toEqual([
      '1.0 OrderCreated',
      '2.0 PaymentProcessed',
      '3.0 InventoryUpdated',
      '4.0 ShipmentPrepared',
      '5.0 PaymentCaptured',
      '6.0 OrderCompleted',
      '6.1 MailSent',
    ]);
    expect(events.at(-1)).toEqual({
      ...{ id: '6.1', type: 'MailSent', outcome: 'fulfilled', status: 'COMPLETED', at: at(6) },
      title: 'We mailed you a confirmation',
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
      '3.1 MailSent',
      '4.1 ShipmentPrepared',
      '5.1 PaymentCaptured',
      '6.1 OrderCompleted',
    ]);
  });

  it('is silent about a mail that is being sent', () => {
    const sending = { state: 'SENDING', claimId: 'c', leaseUntil: 0 } as const;
    expect(sentMails({ orderId: 'x', fulfilled: sending })).toEqual([]);
  });

  it('is empty for an order that is not there, and from beyond its end', () => {
    expect(timelineEvents({})).toEqual([]);
    expect(timelineEvents({ order, mail }, { entries: 99, mails: 99 })).toEqual([]);
  });

  it('is complete once the order is final and the mail that says so is out', () => {
    expect(isComplete({ order, mail })).toBe(true);
    expect(isComplete({ order })).toBe(false);
    expect(isComplete({ order: storedOrder(), mail })).toBe(false);
    const declined = entry('PaymentProcessed', 'PAYMENT_DECLINED', 1, { outcome: 'declined' });
    expect(isComplete({ order: storedOrder({ timeline: [declined] }), mail })).toBe(false);
  });
});

describe('the titles', () => {
  const happened = [
    ...Object.keys(messageData)
      .filter((type) =>
        topicNames.some((topic) => (topology.topics[topic].events as string[]).includes(type)),
      )
      .flatMap((type) => (outcomesOf(type) ?? [undefined]).map((outcome) => [type, outcome] as const)),
    ...mailKinds.map((kind) => ['MailSent', kind] as const),
  ];
  it.each(happened)('have words for a customer for %s %s', (type, outcome) => {
    expect(titleOf(type, outcome)).toMatch(/\b([Yy]ou|[Yy]our)\b/);
  });

  it('make do with the type of an event that has none yet', () => {
    expect(titleOf('OrderHeld', 'manual')).toBe('Order held');
  });
});

it.each(['', '1', '1.', '.1', '1.2.3', '-1.0', '1e3.0', ' 1.0', '1.0 ', 'x.y', '9999999.0'])(
  'the id of an event does not look like %j',
  (id) => expect(parsePosition(id)).toBeUndefined(),
);
