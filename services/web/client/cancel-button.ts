// The button that cancels an order, and the line that says what came of it.
import type { TimelineEvent } from '#contracts/http.ts';
import { cancelOrder } from './api.ts';
import { type CancelRequest, cancellationOf } from './cancellation.ts';
import { byId } from './dom.ts';

type Shown = { orderId: string; events: readonly TimelineEvent[]; request: CancelRequest };

/** `takeFocus` is called when the button goes while it has the focus. */
export const createCancelButton = (takeFocus: () => void) => {
  const button = byId('order-cancel', HTMLButtonElement);
  const notice = byId('order-cancel-notice', HTMLElement);
  let shown: Shown = { orderId: '', events: [], request: 'none' };

  const render = (): void => {
    const { button: state, text, tone } = cancellationOf(shown.events, shown.request);
    const loses = state === 'gone' && document.activeElement === button;
    button.hidden = state === 'gone';
    button.setAttribute('aria-disabled', String(state === 'busy'));
    notice.dataset.tone = tone;
    if (notice.textContent !== text) notice.textContent = text;
    if (loses) takeFocus();
  };
  const ask = async (): Promise<void> => {
    const asked = shown;
    asked.request = 'sent';
    render();
    const result = await cancelOrder(asked.orderId);
    // Another order may be on show by now.
    if (result.ok || asked !== shown) return;
    asked.request = result.failure;
    render();
  };
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') !== 'true') void ask();
  });

  return {
    /** Starts over with an order, of which nothing is known yet. */
    show: (orderId: string): void => {
      shown = { orderId, events: [], request: 'none' };
      render();
    },
    update: (events: readonly TimelineEvent[]): void => {
      shown.events = events;
      render();
    },
  };
};
