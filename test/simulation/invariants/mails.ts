// Every ending is mailed, and nothing else is. Twice only where SES took a mail and nobody could write that down.
import { type Ending, endingOf } from '#contracts/order-status.ts';
import { short } from '../trace.ts';
import type { Books, Invariant } from './world.ts';

const expectedKinds = ({ order }: Books): Ending[] => {
  const ending = endingOf(order.status);
  if (!ending) return [];
  // A refunded order was completed before, and mailed then.
  return ending === 'refunded' ? ['fulfilled', 'refunded'] : [ending];
};

export const everyEndingIsMailed: Invariant = {
  promise: 'one mail for each ending',
  violations: ({ orders, history }) => {
    const kindsOf = (books: Books) => new Set(books.mails.map(({ kind }) => kind));
    const missing = orders.flatMap((books) =>
      expectedKinds(books)
        .filter((kind) => !kindsOf(books).has(kind))
        .map((kind) => `order ${short(books.order.orderId)}: no mail ${kind}`),
    );
    const wrong = orders.flatMap((books) =>
      [...kindsOf(books)]
        .filter((kind) => !expectedKinds(books).includes(kind as Ending))
        .map(
          (kind) => `order ${short(books.order.orderId)} is ${books.order.status}, and was mailed ${kind}`,
        ),
    );
    const extra = orders.reduce((sum, books) => sum + books.mails.length - kindsOf(books).size, 0);
    const tooMany =
      extra > history.mailDoubts ? [`${extra} mails too many, with ${history.mailDoubts} doubts`] : [];
    return [...missing, ...wrong, ...tooMany];
  },
};
