// The check on the check: defects that somebody could make, one edit each. Every one of them must be caught within so many
// seeds, or the simulation proves less than it seems to. To add one: what it is, the file, the text, and what it becomes.

export type Mutant = {
  name: string;
  file: string;
  /** Must be in the file exactly once: a mutant that no longer fits fails the build. */
  find: string;
  become: string;
  /** It takes two faults at the calls of this service: seeds bring them too seldom. */
  faultsAt?: string;
};

/** Seeds, or pairs of faults, within which every mutant is caught. */
export const within = { seeds: 2_000, pairs: 3_000 };

const messaging = 'services/shared/messaging';
const inventory = 'services/inventory';

export const mutants: readonly Mutant[] = [
  {
    name: 'accepts an order before the queue has taken it',
    file: 'services/orders-api/orders/accept-order.ts',
    find: "await orderQueue.send({ type: 'PlaceOrder', subject: orderId, at: acceptedAt, data }, traceparent);",
    become:
      "void orderQueue.send({ type: 'PlaceOrder', subject: orderId, at: acceptedAt, data }, traceparent).catch(() => undefined);",
  },
  {
    name: 'acknowledges before it writes',
    file: `${messaging}/deliver.ts`,
    find: 'await withinDeadline(work(), signal, tooLate);',
    become: 'void work().catch(() => undefined);',
  },
  {
    name: 'does not publish again what a redelivery finds stored',
    file: 'services/shipping/prepare-shipment.ts',
    find: 'return [item.event];',
    become: 'return applied ? [item.event] : [];',
  },
  {
    name: 'publishes what it would have stored, not what is stored',
    file: 'services/shipping/prepare-shipment.ts',
    find: 'return [item.event];',
    become: 'return [item.state === "CANCELLED" ? item.event : shipmentOf(message, now()).event];',
  },
  {
    name: 'charges under a random key',
    file: 'services/payment/authorize-payment.ts',
    find: 'const charge = chargeOf(message);',
    become: 'const charge = { ...chargeOf(message), orderId: crypto.randomUUID() };',
  },
  {
    name: 'takes stock that is not there',
    file: `${inventory}/product-stock.ts`,
    find: 'if (available < quantity)',
    become: 'if (available < -quantity)',
  },
  {
    name: 'writes a product without asking who wrote it meanwhile',
    file: `${inventory}/stock-round.ts`,
    find: '{ when, set: stock }',
    become: '{ when: {}, set: stock }',
  },
  {
    name: 'drops a hold before its reservation is stored',
    file: `${inventory}/reserve-stock.ts`,
    find: 'return reservations.create(reservationOf(message, at, taken.lines));',
    become:
      'for (const { productId, hold } of taken.lines)\n        await deps.stock.settle(productId, { orderId: subject, hold, how: "now" });\n      return reservations.create(reservationOf(message, at, taken.lines));',
  },
  {
    name: 'gives back what the reservation names',
    file: `${inventory}/product-stock.ts`,
    find: '(isNamed(orderId, hold) ? [] : hold)',
    become: '(orderId ? hold : [])',
  },
  {
    name: 'names its own hold where it found another',
    file: `${inventory}/product-stock.ts`,
    find: "if (before) return { kind: 'held', by: before.by };",
    become: "if (before) return { kind: 'held', by };",
  },
  {
    name: 'does not heal: leaves what a crashed attempt held',
    file: `${inventory}/reserve-stock.ts`,
    find: 'else await settleReservation(deps, item);',
    become: 'else if (!before) await settleReservation(deps, item);',
    faultsAt: 'inventory',
  },
  {
    name: 'refuses for units that may come back',
    file: `${inventory}/product-stock.ts`,
    find: "available + unitsIn(holds.values()) < quantity ? 'short' : 'pending'",
    become: "available < quantity ? 'short' : 'pending'",
  },
  {
    name: 'counts a hold twice: gives it back with what is reserved',
    file: `${inventory}/return-to-stock.ts`,
    find: 'await dropHolds(deps, reservation);',
    become: '',
  },
  {
    name: 'gives stock back as often as it is asked to',
    file: `${inventory}/stock-updates.ts`,
    find: "ConditionExpression: '#state = :reserved',",
    become: "ConditionExpression: '#state = :reserved OR #state = :to',",
  },
  {
    name: 'goes by the latest event, not by rank',
    file: 'services/shared/contracts/order-standing.ts',
    find: 'ranks.find(({ seen }) => seen.every((key) => keys.has(key)))',
    become: 'ranks.find(({ seen }) => seen.includes(causeOf(timeline.at(-1) as never) as never))',
  },
  {
    name: 'overwrites what another event of the order has just written',
    file: 'services/orders/store.ts',
    find: '{ when: { version }, set }',
    become: '{ when: { orderId }, set }',
  },
  {
    name: 'leaves no tombstone for a payment that a cancellation overtook',
    file: 'services/payment/cancel-payment.ts',
    find: 'const { item } = await store.create(tombstoneOf(message, new Date(now()).toISOString()));',
    become:
      'const tombstone = tombstoneOf(message, new Date(now()).toISOString());\n    const item = (await store.get(tombstone.orderId)) ?? tombstone;',
  },
  {
    name: 'voids and captures: grants a cancellation that comes too late',
    file: 'services/shipping/cancel-shipment.ts',
    find: "if (item.state === 'CANCELLED') return [item.event];",
    become: 'if (item.state) return [cancellationOf(message, now()).event];',
  },
  {
    name: 'trusts messages that nobody has sent',
    file: `${messaging}/confirmed.ts`,
    find: 'const [stored, own] = await Promise.all([fact(message.subject), readOwn(message.subject)]);',
    become: 'const [stored, own] = [message, await readOwn(message.subject)];',
  },
  {
    name: 'lets the heartbeat go on after the message is settled',
    file: `${messaging}/process-receive.ts`,
    find: 'await heartbeat.stop();',
    become: 'deps.timers.after(25_000, () => void heartbeat.stop());',
  },
  {
    name: 'knows messages by the id that SQS gave them',
    file: `${messaging}/deliver.ts`,
    find: "step = deps.read(message.Body ?? '');",
    become:
      "const seen = ((deps as { seen?: Set<string> }).seen ??= new Set());\n      if (seen.has(message.MessageId ?? '')) return { kind: 'acknowledge' };\n      seen.add(message.MessageId ?? '');\n      step = deps.read(message.Body ?? '');",
  },
  {
    name: 'backs off without a bound',
    file: `${messaging}/backoff.ts`,
    find: 'growth: 4, capSeconds: 300',
    become: 'growth: 40, capSeconds: 40_000',
  },
  {
    name: 'drops what is in flight when it stops',
    file: `${messaging}/define-worker.ts`,
    find: 'await stopAll(consuming);',
    become: 'void stopAll(consuming);',
  },
  {
    name: 'sends mails without a claim',
    file: 'services/notification/mail-customer.ts',
    find: "return standing === 'claimed' ? claim : undefined;",
    become: 'return claim;',
  },
  {
    name: 'marks a mail as sent that was not',
    file: 'services/notification/mail-customer.ts',
    find: "if (result.outcome !== 'sent') return abandon(deps, { key, claim, result });",
    become: '',
  },
  {
    name: 'resumes an order without telling anybody',
    file: 'services/orders/resumption.ts',
    find: 'order.emitted.map((emitted) => orderEvent(order, emitted))',
    become: 'order.emitted.slice(0, 0).map((emitted) => orderEvent(order, emitted))',
  },
  {
    name: 'ships what has expired',
    file: 'services/shipping/verdicts.ts',
    find: 'Date.parse(message.data.expiresAt) <= now',
    become: 'Number.isNaN(now)',
  },
  {
    name: 'does not cancel what has expired',
    file: 'services/shared/contracts/order-deadlines.ts',
    find: "return 'expire';",
    become: "return 'escalate';",
  },
  {
    name: 'never gives an order up to a person',
    file: 'services/shared/contracts/order-deadlines.ts',
    find: "return resumes < maxResumes ? 'resume' : 'escalate';",
    become: "return 'resume';",
  },
  {
    name: 'lets the sweeper pass an order that is open',
    file: 'services/sweeper/walk-state.ts',
    find: 'return oldest ?? (place ? createdAtOf(place) : checkpoint);',
    become: 'return place ? createdAtOf(place) : (oldest ?? checkpoint);',
  },
  {
    name: 'does not watch an order that is stored behind the sweeper',
    file: 'services/orders/new-order.ts',
    find: "? 'WATCHED' : 'CURRENT'",
    become: "? 'CURRENT' : 'CURRENT'",
  },
  {
    name: 'does not watch an order that is opened again behind the sweeper',
    file: 'services/shared/contracts/status-index.ts',
    find: "isInCurrent(before) ? 'CURRENT' : 'WATCHED'",
    become: "currentPartitions.includes(before.statusPartition) ? 'CURRENT' : 'WATCHED'",
  },
  {
    name: 'does not watch any longer what has moved a little',
    file: 'services/shared/contracts/status-index.ts',
    find: "isInCurrent(before) ? 'CURRENT' : 'WATCHED'",
    become: "isFinal(before.status) ? 'WATCHED' : 'CURRENT'",
  },
  {
    name: 'deletes a dead letter before it is sent again',
    file: 'services/shared/operations/redrive.ts',
    find: 'const sent = await sendAgain(runtime, await urlOf(queue), messages);',
    become:
      'await deleteDeadLetters(runtime.aws, urlOf, queue, messages);\n      const sent = await sendAgain(runtime, await urlOf(queue), messages);',
  },
];
