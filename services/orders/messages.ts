// The messages that move an order on: what other services tell, and what customers, operators and the sweeper ask for.
import type { Received } from '#contracts/events.ts';
import type { StatusType } from '#contracts/order-standing.ts';

export type StatusEvent = Received<StatusType>;
export type OrderRequest = Received<'CancelOrder' | 'ReturnOrder' | 'ResumeOrder'>;
