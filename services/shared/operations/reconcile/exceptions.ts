// Each way in which the books can be wrong: what it is called, and what is to be done about it.

/** The order's own step is late or lost: everybody tells again what they have stored, and the rest follows. */
const resume = (id: string): string => `npm run ops -- resume ${id}`;
const resumeThen =
  (otherwise: string) =>
  (id: string): string =>
    `${resume(id)}; if that does not help, ${otherwise}`;
const redriven = (id: string): string =>
  `${resume(id)}; if it stays: npm run ops -- dlq list --order ${id}, mend the cause, npm run ops -- redrive --order ${id}`;
const byHand =
  (what: string) =>
  (id: string): string =>
    what.replaceAll('{id}', id);

/** By kind, the way out; it is given the orderId, or the productId. */
const waysOut = {
  'captured-and-voided': byHand(
    'ask the payment provider which of the two stands for {id}; refund by hand what was charged without goods',
  ),
  'repeated-operation': byHand(
    "compare the provider's ledger for {id}; refund by hand what was charged twice",
  ),
  'captured-unapproved': byHand('ask the payment provider on what authorization {id} was captured'),
  'captured-unshipped': byHand('find out whether {id} left the house; if not, refund it by hand'),
  'refund-exceeds-capture': byHand("compare the provider's ledger for {id}: more went back than came in"),
  'refund-unasked': byHand('find out who refunded {id}, which nobody returned'),
  'amount-differs': byHand(
    "compare {id} in OrdersTable, PaymentsTable and the provider's ledger; settle the difference by hand",
  ),
  'charge-differs': resumeThen(
    "compare ShipmentsTable and the provider's ledger, and settle the difference by hand",
  ),
  'authorization-open': resumeThen(
    'settle the authorization at the payment provider: capture it if the parcel is out, void it if not',
  ),
  'payment-differs': resumeThen("compare PaymentsTable and the provider's ledger, and correct the table"),
  'stock-negative': byHand(
    'count {id} in the warehouse, then npm run ops -- reconcile again: more was promised than there is',
  ),
  oversold: byHand('count {id} in the warehouse: more is reserved and held than was ever received'),
  'units-unaccounted': byHand(
    'count {id} in the warehouse, and compare its reservations and receipts in InventoryTable',
  ),
  'receipt-uncounted': byHand(
    'compare the receipts of {id} in InventoryTable with what it says was received',
  ),
  'unknown-product': byHand('add the product {id} to the catalogue: units of it are reserved or held'),
  'order-overdue': redriven,
  'order-stuck': redriven,
  'event-lost': redriven,
  'event-unfounded': byHand(
    'find out who sent the event about {id}: its owner has not stored what it tells of',
  ),
  'shipment-differs': byHand(
    'compare {id} in OrdersTable and ShipmentsTable, and find out whether it left the house',
  ),
  'reservation-differs': resumeThen('compare its reservation in InventoryTable with ShipmentsTable'),
  'hold-left': resumeThen('compare its reservation and the holds of the product in InventoryTable'),
  'lines-differ': byHand('compare what was ordered, reserved and shipped of {id}'),
  'unknown-order': byHand(
    'find out where {id} came from: OrdersTable does not know it; money and stock that it holds must be given back by hand',
  ),
  'mail-missing': (id: string) => `${resume(id)}: the mail is sent if it was not marked as sent`,
  'mail-unfounded': byHand('find out who asked for the mail about {id}: it never ended that way'),
} as const satisfies Record<string, (id: string) => string>;

type Kind = keyof typeof waysOut;

/** `expected` and `found` are what was compared: words, units or minor units. */
export type Exception = {
  kind: Kind;
  orderId?: string;
  productId?: string;
  what: string;
  expected: string | number;
  found: string | number;
  todo: string;
};

type Finding = Pick<Exception, 'kind' | 'what' | 'expected' | 'found'>;

/** Takes what a rule finds about the order, or product, that it looks at. */
export type Report = (
  kind: Kind,
  what: string,
  expected: Finding['expected'],
  found: Finding['found'],
) => void;

export const reportTo =
  (exceptions: Exception[], subject: { orderId: string } | { productId: string }): Report =>
  (kind, what, expected, found) => {
    const id = 'orderId' in subject ? subject.orderId : subject.productId;
    exceptions.push({ kind, ...subject, what, expected, found, todo: waysOut[kind](id) });
  };

/** The same for the same exception with the same figures, whenever it is found. */
export const identityOf = ({
  kind,
  orderId = '',
  productId = '',
  what,
  expected,
  found,
}: Exception): string => JSON.stringify([kind, orderId, productId, what, expected, found]);
