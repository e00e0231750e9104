// The ways that an order can go, each small enough to try every single fault at every single call of it.
import type { Wish, Workload } from './workload.ts';

const wish = (name: string, change: Partial<Wish> = {}): Wish => ({
  key: `scenario-${name}`,
  lines: [
    { productId: 'p1', quantity: 2 },
    { productId: 'p2', quantity: 1 },
  ],
  paymentToken: 'tok_approved',
  placeAfterMs: 0,
  ...change,
});

const workload = (wishes: Wish[], change: Partial<Workload> = {}): Workload => ({
  stock: { p1: 5, p2: 5 },
  wishes,
  expiresMinutes: 4_320,
  replicas: 1,
  ...change,
});

/** To add one: a name, and what its customers want. */
export const scenarios: Record<string, Workload> = {
  'an order that goes well': workload([wish('well')]),
  'a payment that is declined': workload([wish('declined', { paymentToken: 'tok_declined' })]),
  'a charge whose answer is lost': workload([wish('timeout', { paymentToken: 'tok_timeout' })]),
  'a gateway that fails twice': workload([wish('error', { paymentToken: 'tok_error' })]),
  'an order out of stock': workload([wish('short')], { stock: { p1: 5, p2: 0 } }),
  'a cancellation at once': workload([wish('at-once', { cancelAfterMs: 0 })]),
  'a cancellation of a payment that never succeeds': workload([
    wish('outage', { paymentToken: 'tok_outage', cancelAfterMs: 5_000 }),
  ]),
  'a cancellation that races the shipment': workload([wish('race', { cancelAfterMs: 60 })]),
  'a cancellation that comes too late': workload([wish('late', { cancelAfterMs: 5_000 })]),
  'a return, restocked': workload([wish('restock', { returns: 'restock' })]),
  'a return, written off': workload([wish('write-off', { returns: 'write_off' })]),
  'mails that are recorded together': workload(
    ['one', 'two', 'three'].map((name) => wish(`declined-${name}`, { paymentToken: 'tok_declined' })),
  ),
  'two buyers of the last one': workload(
    [
      wish('first', { lines: [{ productId: 'p1', quantity: 1 }] }),
      wish('second', { lines: [{ productId: 'p1', quantity: 1 }] }),
    ],
    { stock: { p1: 1, p2: 0 } },
  ),
};
