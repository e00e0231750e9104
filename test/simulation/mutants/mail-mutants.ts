// Defects of notification: mails that are sent twice, or are not recorded.
import type { Mutant } from './mutant.ts';

const notification = 'services/notification';

export const mailMutants: readonly Mutant[] = [
  {
    name: 'believes a look at an order that has not ended',
    file: 'services/notification/read-order.ts',
    find: 'seen && isWanted(seen) ? seen',
    become: 'seen ? seen',
  },
  {
    name: 'sends mails without a claim',
    file: `${notification}/mail-customer.ts`,
    find: "return standing === 'claimed' ? claim : undefined;",
    become: 'return claim;',
  },
  {
    name: 'marks a mail as sent that was not',
    file: `${notification}/mail-customer.ts`,
    find: "if (result.outcome !== 'sent') return abandon(deps, { key, claim, result });",
    become: '',
  },
  {
    name: 'acknowledges a mail before its dispatch is stored',
    file: `${notification}/mail-customer.ts`,
    find: 'const isStored = await recorded.catch(',
    become: 'const isStored = true;\n  void recorded.catch(',
  },
  {
    name: 'leaves a mail that came too late for its dispatch unmarked',
    file: `${notification}/mail-customer.ts`,
    find: 'if (!isStored) await',
    become: 'if (isStored === undefined) await',
  },
  {
    name: 'sends again what a dispatch tells of',
    file: `${notification}/claim.ts`,
    find: "if (sentUnder(entry, dispatch)) return 'alreadySent';",
    become: '',
  },
  {
    name: 'takes a mail over before the lease has run out',
    file: `${notification}/claim.ts`,
    find: "return hasRunOut(entry, now) ? 'free' : 'beingSent';",
    become: "return 'free';",
  },
  {
    name: 'takes a mail over without closing its dispatch',
    file: `${notification}/mail-store.ts`,
    find: 'hasRunOut(entry, now) ? storeDispatch(tables, { orderId, sent: {} }) : tables.get(table, orderId)',
    become: 'tables.get(table, orderId)',
  },
];
