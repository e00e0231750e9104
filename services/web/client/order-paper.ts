// The waybill of an order as it fills: its number, the stamp that its status earns it, who gets what, and the last word.
import type { TimelineEvent } from '#contracts/http.ts';
import { getOrder } from './api.ts';
import { byId, el } from './dom.ts';
import { describeOrder, drawBars } from './order-details.ts';
import { stampOf, summaryOf } from './progress.ts';

export const createOrderPaper = () => {
  const number = byId('order-number', HTMLElement);
  const bars = byId('order-bars', HTMLElement);
  const stamp = byId('order-stamp', HTMLElement);
  const details = byId('order-details', HTMLElement);
  const summary = byId('order-summary', HTMLElement);
  let said: TimelineEvent['status'] | undefined;

  const say = (status: typeof said): void => {
    const { text, tone } = stampOf(status);
    const last = summaryOf(status);
    said = status;
    stamp.textContent = text;
    stamp.dataset.tone = tone;
    summary.dataset.tone = tone;
    summary.replaceChildren(...(last ? [el('h2', {}, last.title), el('p', {}, last.text)] : []));
  };
  return {
    clear: (orderId: string): void => {
      number.textContent = orderId;
      bars.replaceChildren(drawBars(orderId));
      details.replaceChildren();
      say(undefined);
    },
    /** The stamp, and the last word once there is one. What is said already is left alone: it would be read out again. */
    showStatus: (status: TimelineEvent['status']): void => {
      if (status !== said) say(status);
    },
    lastWord: (): HTMLElement | null => summary.querySelector('h2'),
    /** A failure leaves the paper as it is: the timeline is what matters, and it says when there is trouble. */
    fill: async (orderId: string, isCurrent: () => boolean): Promise<void> => {
      const order = await getOrder(orderId);
      if (order.ok && isCurrent()) details.replaceChildren(...describeOrder(order.value));
    },
  };
};
