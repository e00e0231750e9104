// The messages that move an order on: what other services tell, and what customers, operators and the sweeper ask for.
import type { Outcome, Received } from '#contracts/events.ts';

type StatusType =
  | 'PaymentProcessed'
  | 'InventoryUpdated'
  | 'ShipmentPrepared'
  | 'ShipmentCancelled'
  | 'PaymentCaptured'
  | 'PaymentReleased';

export type StatusEvent = Received<StatusType>;
export type OrderMessage = StatusEvent | Received<'CancelOrder' | 'ReturnOrder' | 'ResumeOrder'>;

/** An entry of the timeline as the ranks name it: `type`, or `type:outcome` where there are outcomes. */
export type TimelineKey =
  | { [T in StatusType]: Outcome<T> extends string ? `${T}:${Outcome<T>}` : T }[StatusType]
  | 'OrderCancelled'
  | 'OrderReturned';
