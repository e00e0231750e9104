import { describe, expect, it } from 'vitest';
import { messageData, outcomes } from '#contracts/events.ts';
import { mailKinds } from '#contracts/mail-record.ts';
import { orderStatuses } from '#contracts/order-status.ts';
import { topicNames, topology } from '#platform/topology.ts';
import { mailTitleOf, titleOf } from './timeline-titles.ts';

const addressesTheCustomer = /\b([Yy]ou|[Yy]our)\b/;

const outcomesOf = (type: string): readonly string[] | undefined =>
  Object.entries(outcomes).find(([name]) => name === type)?.[1];

const happened = Object.keys(messageData)
  .filter((type) => topicNames.some((topic) => (topology.topics[topic].events as string[]).includes(type)))
  .flatMap((type) => (outcomesOf(type) ?? [undefined]).map((outcome) => [type, outcome] as const));

describe('the titles', () => {
  it.each(happened)('have words for a customer for %s %s', (type, outcome) => {
    const title = titleOf({ type, status: 'CANCELLING', ...(outcome !== undefined && { outcome }) });
    expect(title).toMatch(addressesTheCustomer);
  });

  it.each(mailKinds)('have words for a customer for the mail %s', (kind) => {
    expect(mailTitleOf(kind)).toMatch(addressesTheCustomer);
  });

  it('tell a cancellation that is under way from one that came too late', () => {
    for (const status of orderStatuses)
      expect([status, titleOf({ type: 'OrderCancelled', status })]).toEqual([
        status,
        status === 'CANCELLING' ? 'Your cancellation is under way' : 'It was too late to cancel',
      ]);
  });
});
