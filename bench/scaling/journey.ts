// The way of an order through the workers: each stop costs its worker one message, as services/topology.json has it for an order that
// is paid, shipped and mailed.
import type { WorkerName } from '../../localstack/scaling/policies-of.ts';

export const journey = [
  { event: 'PlaceOrder', worker: 'orders' },
  { event: 'OrderCreated', worker: 'payment' },
  { event: 'PaymentProcessed', worker: 'inventory' },
  { event: 'InventoryUpdated', worker: 'shipping' },
  { event: 'ShipmentPrepared', worker: 'payment' },
  { event: 'PaymentCaptured', worker: 'orders' },
  { event: 'OrderCompleted', worker: 'notification' },
] as const satisfies { event: string; worker: WorkerName }[];
