// Pure: which of the orders that were looked at are to be asked to go on, and with which command.
import type { Emission } from '#contracts/events.ts';
import { type Due, dueFor, resumesOf } from '#contracts/order-deadlines.ts';
import type { ImpersonalOrder } from '#contracts/order-item.ts';

export type DueOrder = { order: ImpersonalOrder; due: Due };

export type Times = {
  /** Milliseconds, as is `stalledAfterMs`. */
  now: number;
  stalledAfterMs: number;
  /** While orders stand in line. */
  onlyExpired?: boolean;
};

/** Oldest first. */
export const selectDue = (
  orders: readonly ImpersonalOrder[],
  { now, stalledAfterMs, onlyExpired = false }: Times,
): DueOrder[] =>
  orders
    .flatMap((order) => {
      const due = dueFor(order, now, stalledAfterMs);
      return due && (!onlyExpired || due === 'expire') ? [{ order, due }] : [];
    })
    .sort((a, b) => (a.order.createdKey < b.order.createdKey ? -1 : 1));

/** A sweep that comes again before anything has happened asks by the same message id. */
export const resumeCommand = ({ order, due }: DueOrder, now: number): Emission<'ResumeOrder'> => ({
  type: 'ResumeOrder',
  subject: order.orderId,
  at: new Date(now).toISOString(),
  data: { forced: false },
  key: `${order.status}:${resumesOf(order)}:${due}`,
});
