// What the tables, the gateway's ledger and the mailbox say together, order by order.
import { type BookedEntry, unaccounted } from '#operations/reconcile/books.ts';
import { readBooks as readTables } from '#operations/reconcile/read-books.ts';
import type { TestAws } from './test-aws.ts';

type Books = {
  statusOf: (orderId: string) => unknown;
  /** The gateway's operations on the order, sorted; approval in parentheses. */
  ledgerOf: (orderId: string) => string[];
  mailsOf: (orderId: string) => string[];
  availableOf: (productId: string) => number | undefined;
  /** received − available − reserved − held: 0 while no unit is lost or sold twice. */
  unaccounted: (productId: string) => number | undefined;
};

export const readBooks = async (aws: Pick<TestAws, 'runtime' | 'mailbox'>): Promise<Books> => {
  const { dossiers, products } = await readTables(aws.runtime, new AbortController().signal);
  const mails = await aws.mailbox();
  return {
    statusOf: (orderId) => dossiers.get(orderId)?.order?.status,
    ledgerOf: (orderId) => (dossiers.get(orderId)?.ledger ?? []).map(describeEntry).sort(),
    mailsOf: (orderId) =>
      mails.filter(({ body }) => body.text?.includes(orderId)).map(({ subject }) => subject),
    availableOf: (productId) => products.get(productId)?.available,
    unaccounted: (productId) => {
      const product = products.get(productId);
      return product && unaccounted(product);
    },
  };
};

const describeEntry = ({ operation, isApproved }: BookedEntry): string =>
  operation === 'authorize' ? `authorize (${isApproved ? 'approved' : 'declined'})` : operation;
