// Defects of inventory: units taken twice, given back twice, or kept.
import type { Mutant } from './mutant.ts';

const inventory = 'services/inventory';

export const stockMutants: readonly Mutant[] = [
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
];
