// What a payment provider remembers: the judge of what was charged, whatever Waybill believes.

/** One line of the ledger. `id` is the idempotency key: `authorize:`, `settle:` or `refund:` and the orderId. */
export type LedgerEntry = {
  id: string;
  orderId: string;
  operation: 'authorize' | 'capture' | 'void' | 'refund';
  /** Minor units. */
  amount: number;
  at: string;
  approved?: boolean;
};
