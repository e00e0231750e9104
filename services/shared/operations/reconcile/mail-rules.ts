// Pure: what must hold between how an order ended and what its customer was told.
import type { KnownDossier } from './books.ts';
import type { Report } from './exceptions.ts';

const completion = 'OrderCompleted:';

/** What can never be, however far the order has come. */
export const checkMails = ({ order, mailed }: KnownDossier, report: Report): void => {
  for (const kind of mailed)
    if (!order.events.includes(completion + kind))
      report('mail-unfounded', 'A mail tells of an ending that the order never had', order.status, kind);
};

/** A returned order has ended twice, and its customer has two mails. */
export const checkMailsAtRest = ({ order, mailed }: KnownDossier, report: Report): void => {
  for (const event of order.events)
    if (event.startsWith(completion) && !mailed.some((kind) => completion + kind === event))
      report(
        'mail-missing',
        'A mail is not marked as sent',
        event.slice(completion.length),
        mailed.join(', ') || 'none',
      );
};
