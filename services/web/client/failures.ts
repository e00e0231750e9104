// What a failed call means to the customer, and what to do next, in a sentence or two.
import type { Problem } from '#contracts/http.ts';
import { count } from './format.ts';

/** One fault that the API found; `expected` is the right value where there is one, such as the catalogue's price. */
export type ApiFault = NonNullable<Problem['errors']>[number] & { expected?: number };
/** Why a call failed: no answer at all, or a refusal with the server's reasons. `retryAfter` is in seconds. */
export type Failure =
  | { kind: 'unreachable' }
  | {
      kind: 'refused';
      status: number;
      message: string;
      errors: ApiFault[];
      retryAfter?: number;
    };

/** 'Please try again in 20 seconds.' */
const tryAgain = (retryAfter: number | undefined): string =>
  retryAfter
    ? `Please try again in ${count(Math.ceil(retryAfter), 'second')}.`
    : 'Please try again in a moment.';

export const explain = (failure: Failure): string => {
  if (failure.kind === 'unreachable') return 'Waybill did not answer. Check your connection and try again.';
  if (failure.status === 429) return `Too many requests at once. ${tryAgain(failure.retryAfter)}`;
  if (failure.status >= 500) return `Waybill cannot answer right now. ${tryAgain(failure.retryAfter)}`;
  return failure.message;
};

/** Whether the same order, sent again unchanged, may well be taken: nothing about it was refused. */
export const worthRepeating = (failure: Failure): boolean =>
  failure.kind === 'unreachable' || failure.status >= 500 || [408, 409, 425, 429].includes(failure.status);
