// Defects of a step, whatever it is about: of the order of its calls, of what it believes, of what it emits.
import type { Mutant } from './mutant.ts';

const messaging = 'services/shared/messaging';

export const stepMutants: readonly Mutant[] = [
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
    name: 'believes a look that finds no such fact',
    file: 'services/shared/platform/facts.ts',
    find: "factIn(await read(orderId, 'look')) ?? factIn(await read(orderId, 'get'));",
    become: "factIn(await read(orderId, 'look'));",
  },
  {
    name: 'refuses what a look at the order and its owners does not show',
    file: 'services/orders/change-order.ts',
    find: 'const change = attempt(decide, order, account);',
    become: 'const change = decide(order, account);',
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
    name: 'ships what has expired',
    file: 'services/shipping/verdicts.ts',
    find: 'Date.parse(message.data.expiresAt) <= now',
    become: 'Number.isNaN(now)',
  },
  {
    name: 'does not watch an order that is stored behind the sweeper',
    file: 'services/orders/new-order.ts',
    find: '...(isLate && {',
    become: '...(false && {',
  },
  {
    name: 'deletes a dead letter before it is sent again',
    file: 'services/shared/operations/redrive.ts',
    find: 'const sent = await sendAgain(runtime, await urlOf(queue), messages);',
    become:
      'await deleteDeadLetters(runtime.aws, urlOf, queue, messages);\n      const sent = await sendAgain(runtime, await urlOf(queue), messages);',
  },
];
