// The items of InventoryTable beside its products and reservations: receipts of deliveries.

/** Makes a delivery count once. */
export type Receipt = { id: `receipt#${string}`; productId: string; quantity: number; at: string };

export const receiptKey = (messageId: string) => `receipt#${messageId}` as const;
