// Whether an order can be asked to stop, and what to say of it: decided from its timeline and from what was asked here.
import type { TimelineEvent } from '#contracts/http.ts';
import { explain, type Failure } from './failures.ts';
import { isFinal, type Tone } from './progress.ts';

/** What this page itself asked for: nothing, the cancellation, or that in vain, and why. */
export type CancelRequest = 'none' | 'sent' | Failure;

/** A `busy` button is there, keeps the focus, and is deaf. */
type Cancellation = { button: 'ready' | 'busy' | 'gone'; text: string; tone: Tone };

const nothing: Cancellation = { button: 'gone', text: '', tone: 'open' };
const requested = 'Cancellation requested…';
const tooLate = 'It was too late to cancel: your parcel is on its way.';

export const cancellationOf = (events: readonly TimelineEvent[], request: CancelRequest): Cancellation => {
  const status = events.at(-1)?.status;
  const isAsked = events.some(({ type }) => type === 'OrderCancelled');
  // An answer that was lost was a yes if the timeline has the request.
  const isAskedHere = request === 'sent' || (isAsked && request !== 'none');
  if (status === undefined) return nothing;
  if (isFinal(status) || status === 'RETURNING')
    return { ...nothing, text: isAskedHere && status === 'COMPLETED' ? tooLate : '' };
  if (isAskedHere)
    return { ...nothing, button: 'busy', text: isAsked && status === 'SHIPPED' ? tooLate : requested };
  if (isAsked) return nothing;
  if (typeof request !== 'object') return { ...nothing, button: 'ready' };
  return { button: 'ready', text: `Your order is not cancelled. ${explain(request)}`, tone: 'bad' };
};
