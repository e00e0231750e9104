// The details that an order's timeline keeps of single events, read by their schemas: for pages and mails to tell of.
import { type Static, type TSchema, Type } from 'typebox';
import { messageData } from './events.ts';
import type { OrderRecord, TimelineEntry } from './order-record.ts';
import { compile } from './validate.ts';

/** Undefined when the order has no such entry, or when its detail is not what the schema says. */
type ReadDetail<T> = (order: OrderRecord) => T | undefined;

const detailReader = <T extends TSchema>(
  event: Pick<TimelineEntry, 'type' | 'outcome'>,
  schema: T,
): ReadDetail<Static<T>> => {
  const isDetail = compile(schema);
  return ({ timeline }) => {
    const isEvent = ({ type, outcome }: TimelineEntry) => type === event.type && outcome === event.outcome;
    const detail: unknown = timeline.find(isEvent)?.detail;
    return isDetail(detail) ? detail : undefined;
  };
};

/** Who carries the parcel, and under which number. */
export const shipmentOf = detailReader({ type: 'ShipmentPrepared' }, messageData.ShipmentPrepared);

/** The productIds that were missing. */
export const shortageOf = detailReader(
  { type: 'InventoryUpdated', outcome: 'out_of_stock' },
  Type.Object({ missing: Type.Array(Type.String()) }),
);
