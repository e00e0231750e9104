// Pure: the writes that move stock, to be made together in one transaction.
import type { OrderLine } from '#contracts/fields.ts';
import type { Reservation, ReservationState } from '#contracts/reservation-record.ts';
import { productKey } from '#contracts/stock-record.ts';
import type { Writes } from '#platform/transaction.ts';

export const takeStock = (TableName: string, lines: readonly OrderLine[]): Writes =>
  lines.map(({ productId, quantity }) => ({
    Update: {
      TableName,
      Key: { id: productKey(productId) },
      UpdateExpression: 'SET available = available - :quantity',
      ConditionExpression: 'available >= :quantity',
      ExpressionAttributeValues: { ':quantity': quantity },
    },
  }));

export const returnStock = (TableName: string, lines: readonly OrderLine[]): Writes =>
  lines.map(({ productId, quantity }) => ({
    Update: {
      TableName,
      Key: { id: productKey(productId) },
      UpdateExpression: 'SET available = available + :quantity',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':quantity': quantity },
    },
  }));

export const createReservation = (TableName: string, reservation: Reservation): Writes => [
  {
    Put: {
      TableName,
      Item: reservation,
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  },
];

export type Move = { from: ReservationState; to: ReservationState; event: Reservation['event'] };

export const moveReservation = (
  TableName: string,
  { id }: Reservation,
  { from, to, event }: Move,
): Writes => [
  {
    Update: {
      TableName,
      Key: { id },
      UpdateExpression: 'SET #state = :to, #event = :event',
      ConditionExpression: '#state = :from',
      ExpressionAttributeNames: { '#state': 'state', '#event': 'event' },
      ExpressionAttributeValues: { ':from': from, ':to': to, ':event': event },
    },
  },
];
