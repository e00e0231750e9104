// Pure: what happened to an order, and when, in the form in which OrdersTable keeps it, and back. See order-item.ts.
import type { Emitted, OrderRecord, Resumed, TimelineEntry } from './order-record.ts';
import { causeOf, type Entry, withEntries } from './order-standing.ts';

/** Milliseconds since the order was created; what is not written as `toISOString` writes it stays as it is. */
type Moment = number | string;

/** `what` is `type`, or `type:outcome`. Where the order stood with an entry follows from those up to it. */
type TimelineItem = [what: string, when: Moment, detail?: Record<string, unknown>];
type EmittedItem = [by: string, what: string, when: Moment];
type ResumedItem = { count: number; after: Moment; by: string };

export type StoryItem = {
  expiresAfter: Moment;
  timeline: TimelineItem[];
  emitted: EmittedItem[];
  resumed?: ResumedItem;
};

type Story = Pick<OrderRecord, 'expiresAt' | 'timeline' | 'emitted' | 'resumed'>;

export const storyItemOf = (order: Story & Pick<OrderRecord, 'createdAt'>): StoryItem => {
  const { expiresAt, timeline, emitted, resumed } = order;
  const after = momentAfter(order.createdAt);
  return {
    expiresAfter: after(expiresAt),
    timeline: timeline.map((entry) => timelineItemOf(entry, after)),
    emitted: emitted.map((one) => [one.by, causeOf(one), after(one.at)]),
    ...(resumed && { resumed: { count: resumed.count, after: after(resumed.at), by: resumed.by } }),
  };
};

export const storyOf = (item: StoryItem, createdAt: string): Story => {
  const { expiresAfter, timeline, emitted, resumed } = item;
  const at = timeFrom(createdAt);
  const entries = timeline.map((one) => entryOf(one, at));
  return {
    expiresAt: at(expiresAfter),
    timeline: withEntries([], entries),
    emitted: emitted.map(([by, what, when]) => ({ by, ...named(what), at: at(when) }) as Emitted),
    ...(resumed && { resumed: resumedOf(resumed, at) }),
  };
};

const timelineItemOf = (entry: TimelineEntry, after: (at: string) => Moment): TimelineItem =>
  entry.detail ? [causeOf(entry), after(entry.at), entry.detail] : [causeOf(entry), after(entry.at)];

type TimeOf = (moment: Moment) => string;

const entryOf = ([what, when, detail]: TimelineItem, at: TimeOf): Entry => ({
  ...named(what),
  at: at(when),
  ...(detail && { detail }),
});

const resumedOf = ({ count, after, by }: ResumedItem, at: TimeOf): Resumed => ({ count, at: at(after), by });

/** What `causeOf` has put together. */
const named = (what: string): { type: string; outcome?: string } => {
  const [type = '', ...outcome] = what.split(':');
  return { type, ...(outcome.length > 0 && { outcome: outcome.join(':') }) };
};

const momentAfter = (createdAt: string) => {
  const origin = Date.parse(createdAt);
  return (at: string): Moment => {
    const moment = Date.parse(at) - origin;
    return isIso(at, origin + moment) ? moment : at;
  };
};

const isIso = (at: string, time: number): boolean =>
  !Number.isNaN(time) && new Date(time).toISOString() === at;

const timeFrom = (createdAt: string): TimeOf => {
  const origin = Date.parse(createdAt);
  return (moment) => (typeof moment === 'string' ? moment : new Date(origin + moment).toISOString());
};
