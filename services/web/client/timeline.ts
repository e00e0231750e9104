// The order view: what has happened, live, what is still to come, and the last word on it.
import type { TimelineEvent } from '#contracts/http.ts';
import { getOrder } from './api.ts';
import { byId, el, icon } from './dom.ts';
import { formatTime } from './format.ts';
import { describeOrder, drawBars } from './order-details.ts';
import { type Connection, followOrder } from './order-stream.ts';
import { describeDetail, stampOf, stepsToCome, summaryOf, toneOf } from './progress.ts';

const connectionTexts: Record<Connection, string> = {
  connecting: 'Looking for the order…',
  live: 'Live: each step appears as it happens.',
  reconnecting: 'The connection was lost. Reconnecting…',
  ended: 'Finished: nothing more will happen to this order.',
  unknown: 'There is no order with this number. Check the address, or place a new order.',
  lost: 'Live updates are not available right now. The order goes on without them.',
};

const doneStep = (event: TimelineEvent): HTMLElement => {
  const tone = toneOf(event);
  const detail = describeDetail(event);
  const step = el(
    'li',
    { class: 'step', 'data-tone': tone },
    el('span', { class: 'dot' }, icon(tone === 'bad' ? 'cross' : 'check')),
    el('p', { class: 'step-title' }, event.title),
    el('time', { datetime: event.at }, formatTime(event.at)),
  );
  if (detail) step.append(el('p', { class: 'step-detail' }, detail));
  return step;
};

const pendingStep = (title: string): HTMLElement =>
  el('li', { class: 'step', 'data-tone': 'open' }, el('span', { class: 'dot' }), el('p', {}, title));

const createPaper = () => {
  const number = byId('order-number', HTMLElement);
  const bars = byId('order-bars', HTMLElement);
  const stamp = byId('order-stamp', HTMLElement);
  const details = byId('order-details', HTMLElement);
  const summary = byId('order-summary', HTMLElement);
  return {
    clear: (orderId: string): void => {
      number.textContent = orderId;
      bars.replaceChildren(drawBars(orderId));
      details.replaceChildren();
      summary.replaceChildren();
    },
    showStatus: (status: TimelineEvent['status'] | undefined): void => {
      const { text, tone } = stampOf(status);
      stamp.textContent = text;
      stamp.dataset.tone = tone;
    },
    /** A failure leaves the paper as it is: the timeline is what matters, and it says when there is trouble. */
    fill: async (orderId: string, isCurrent: () => boolean): Promise<void> => {
      const order = await getOrder(orderId);
      if (order.ok && isCurrent()) details.replaceChildren(...describeOrder(order.value));
    },
    conclude: (status: TimelineEvent['status'] | undefined): void => {
      const last = summaryOf(status);
      if (!last) return;
      summary.dataset.tone = stampOf(status).tone;
      summary.replaceChildren(el('h2', {}, last.title), el('p', {}, last.text));
    },
  };
};

/** `show` follows an order until `hide`, or until another is shown. */
export const createTimeline = () => {
  const view = byId('view-order', HTMLElement);
  const log = byId('order-log', HTMLElement);
  const toCome = byId('order-to-come', HTMLElement);
  const notice = byId('order-connection', HTMLElement);
  const again = byId('order-again', HTMLButtonElement);
  const paper = createPaper();
  let stop: () => void = () => undefined;
  let current = '';

  const connection = (state: Connection): void => {
    if (state === 'unknown') toCome.replaceChildren();
    view.dataset.connection = state;
    notice.textContent = connectionTexts[state];
    again.hidden = state !== 'unknown' && state !== 'lost';
  };

  const show = (orderId: string): void => {
    const events: TimelineEvent[] = [];
    const isCurrent = (): boolean => current === orderId;
    stop();
    current = orderId;
    log.replaceChildren();
    toCome.replaceChildren(...stepsToCome(events).map(pendingStep));
    paper.clear(orderId);
    paper.showStatus(undefined);

    const receive = (event: TimelineEvent): void => {
      if (events.length === 0 || event.type === 'ShipmentPrepared') void paper.fill(orderId, isCurrent);
      events.push(event);
      log.append(doneStep(event));
      toCome.replaceChildren(...stepsToCome(events).map(pendingStep));
      paper.showStatus(event.status);
    };
    const end = (status: TimelineEvent['status']): void => {
      toCome.replaceChildren();
      paper.showStatus(status);
      paper.conclude(status);
    };
    stop = followOrder(orderId, { event: receive, connection, end });
  };

  again.addEventListener('click', () => show(current));
  return {
    show,
    hide: (): void => {
      stop();
      current = '';
    },
  };
};
