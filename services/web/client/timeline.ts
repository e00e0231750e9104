// The order view: what has happened, live, what is still to come, and the last word on it.
import type { TimelineEvent } from '#contracts/http.ts';
import { createCancelButton } from './cancel-button.ts';
import { byId, el, icon, moveFocus } from './dom.ts';
import { formatTime } from './format.ts';
import { createOrderPaper } from './order-paper.ts';
import { type Connection, followOrder } from './order-stream.ts';
import { describeDetail, stepsToCome, toneOf } from './progress.ts';

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

/** The steps that have happened, which only grow, and those to come, which change with each. */
const createSteps = () => {
  const log = byId('order-log', HTMLElement);
  const toCome = byId('order-to-come', HTMLElement);
  const foretell = (events: readonly TimelineEvent[]): void =>
    toCome.replaceChildren(...stepsToCome(events).map(pendingStep));
  return {
    clear: (): void => {
      log.replaceChildren();
      foretell([]);
    },
    add: (event: TimelineEvent, events: readonly TimelineEvent[]): void => {
      log.append(doneStep(event));
      foretell(events);
    },
    foretellNothing: (): void => toCome.replaceChildren(),
  };
};

/** `show` follows an order until `hide`, or until another is shown. */
export const createTimeline = () => {
  const view = byId('view-order', HTMLElement);
  const notice = byId('order-connection', HTMLElement);
  const again = byId('order-again', HTMLButtonElement);
  const heading = byId('order-timeline', HTMLElement);
  const steps = createSteps();
  const paper = createOrderPaper();
  const cancelButton = createCancelButton(() => moveFocus(paper.lastWord() ?? heading));
  let stop: () => void = () => undefined;
  let current = '';

  const connection = (state: Connection): void => {
    if (state === 'unknown') steps.foretellNothing();
    view.dataset.connection = state;
    notice.textContent = connectionTexts[state];
    again.hidden = state !== 'unknown' && state !== 'lost';
  };

  const show = (orderId: string): void => {
    const events: TimelineEvent[] = [];
    const isCurrent = (): boolean => current === orderId;
    stop();
    current = orderId;
    steps.clear();
    paper.clear(orderId);
    cancelButton.show(orderId);

    const receive = (event: TimelineEvent): void => {
      if (events.length === 0 || event.type === 'ShipmentPrepared') void paper.fill(orderId, isCurrent);
      events.push(event);
      steps.add(event, events);
      paper.showStatus(event.status);
      cancelButton.update(events);
    };
    const end = (status: TimelineEvent['status']): void => {
      steps.foretellNothing();
      paper.showStatus(status);
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
