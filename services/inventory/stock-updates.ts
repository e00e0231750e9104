// Pure: the writes that put the stock of a reservation back, to be made together in one transaction.
import type { OrderLine } from '#contracts/fields.ts';
import type { Reservation, ReservationState } from '#contracts/reservation-record.ts';
import { productKey } from '#contracts/stock-record.ts';
import type { Writes } from '#platform/transaction.ts';

export const returnStock = (TableName: string, lines: readonly OrderLine[]): Writes =>
  lines.map(({ productId, quantity }) => ({
    Update: {
      TableName,
      Key: { id: productKey(productId) },
      UpdateExpression:
        'SET available = available + :quantity, revision = if_not_exists(revision, :none) + :one',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':quantity': quantity, ':none': 0, ':one': 1 },
    },
  }));

export type Move = { to: ReservationState; event: Reservation['event'] };

export const moveReservation = (TableName: string, { id }: Reservation, { to, event }: Move): Writes => [
  {
    Update: {
      TableName,
      Key: { id },
      UpdateExpression: 'SET #state = :to, #event = :event',
      ConditionExpression: '#state = :reserved',
      ExpressionAttributeNames: { '#state': 'state', '#event': 'event' },
      ExpressionAttributeValues: { ':reserved': 'RESERVED', ':to': to, ':event': event },
    },
  },
];
