// Where an order can be, and how it can end. One list: events, mails, indexes and the API derive theirs from it.

/** Each way to end: the final status, and the outcome of the OrderCompleted event that says so. */
export const endings = {
  COMPLETED: 'fulfilled',
  PAYMENT_DECLINED: 'payment_declined',
  OUT_OF_STOCK: 'out_of_stock',
  CANCELLED: 'cancelled',
  REFUNDED: 'refunded',
} as const;

type FinalStatus = keyof typeof endings;
export type Ending = (typeof endings)[FinalStatus];

const openStatuses = [
  'RECEIVED',
  'PAYMENT_AUTHORIZED',
  'STOCK_RESERVED',
  'SHIPPED',
  'RELEASING_PAYMENT',
  'CANCELLING',
  'RETURNING',
] as const;

export const finalStatuses = Object.keys(endings) as FinalStatus[];
export const orderStatuses = [...openStatuses, ...finalStatuses];
export type OrderStatus = (typeof orderStatuses)[number];

/** Nothing is under way: the order stays as it is unless somebody asks for something. */
export const isFinal = (status: OrderStatus): status is FinalStatus => Object.hasOwn(endings, status);

/** How an order in this status ended; undefined while it is open. */
export const endingOf = (status: OrderStatus): Ending | undefined =>
  isFinal(status) ? endings[status] : undefined;

const returnable: readonly OrderStatus[] = ['COMPLETED', 'RETURNING', 'REFUNDED'];

/** Whether an order can be returned; one that is being returned, or was, may be asked again without effect. */
export const isReturnable = (status: OrderStatus): boolean => returnable.includes(status);
