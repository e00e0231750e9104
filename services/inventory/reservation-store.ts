// Reservations in InventoryTable. All lines of an order are taken from stock together with the reservation, or none.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Emission } from '#contracts/events.ts';
import type { OrderLine } from '#contracts/fields.ts';
import type { Aws } from '#platform/aws.ts';
import { abortable, putOnce, updateWhen, type Written } from '#platform/conditional-writes.ts';
import { productKey, type Reservation, type ReservationState, reservationKey } from './items.ts';

export type ReserveResult =
  | { kind: 'reserved' }
  /** The order has a reservation, or a refusal, already. */
  | { kind: 'repeated'; reservation: Reservation }
  | { kind: 'outOfStock'; missing: string[] }
  /** Another transaction was at one of the items: worth another try. */
  | { kind: 'contended' };

export type GiveBack = {
  orderId: string;
  from: ReservationState;
  to: ReservationState;
  event: Emission<'InventoryUpdated'>;
};

export type ReservationStore = {
  reserve: (reservation: Reservation, signal: AbortSignal) => Promise<ReserveResult>;
  /** Stores that an order takes nothing; a reservation that is there stays as it is. */
  open: (reservation: Reservation, signal: AbortSignal) => Promise<Written<Reservation>>;
  get: (orderId: string, signal: AbortSignal) => Promise<Reservation | undefined>;
  /** Puts every line back into stock and moves the reservation on, if it is still `from`; says whether it did. */
  giveBack: (reservation: Reservation, change: GiveBack, signal: AbortSignal) => Promise<boolean>;
  markSold: (orderId: string, signal: AbortSignal) => Promise<Written<Reservation | undefined>>;
};

export const createReservationStore = ({ dynamo, tableName }: Aws): ReservationStore => {
  const table = { dynamo, name: tableName('InventoryTable'), key: 'id' };
  return {
    reserve: async (reservation, signal) => {
      const put = {
        TableName: table.name,
        Item: reservation,
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      } as const;
      const takes = reservation.lines.map((line) => ({ Update: takeFromStock(table.name, line) }));
      const command = new TransactWriteCommand({ TransactItems: [{ Put: put }, ...takes] });
      try {
        await dynamo.send(command, abortable(signal));
        return { kind: 'reserved' };
      } catch (error) {
        return reserveResult(error, reservation.lines);
      }
    },
    open: (reservation, signal) => putOnce(table, reservation, signal),
    get: async (orderId, signal) => {
      const Key = { id: reservationKey(orderId) };
      const command = new GetCommand({ TableName: table.name, Key, ConsistentRead: true });
      const { Item } = await dynamo.send(command, abortable(signal));
      return Item as Reservation | undefined;
    },
    giveBack: async ({ lines }, change, signal) => {
      const puts = lines.map((line) => ({ Update: putIntoStock(table.name, line) }));
      const TransactItems = [{ Update: moveOn(table.name, change) }, ...puts];
      try {
        await dynamo.send(new TransactWriteCommand({ TransactItems }), abortable(signal));
        return true;
      } catch (error) {
        if (error instanceof TransactionCanceledException) return false;
        throw error;
      }
    },
    markSold: (orderId, signal) =>
      updateWhen<Reservation>(
        table,
        { key: reservationKey(orderId), when: { state: 'RESERVED' }, set: { state: 'SOLD' } },
        signal,
      ),
  };
};

const takeFromStock = (TableName: string, { productId, quantity }: OrderLine) => ({
  TableName,
  Key: { id: productKey(productId) },
  UpdateExpression: 'SET available = available - :quantity',
  ConditionExpression: 'available >= :quantity',
  ExpressionAttributeValues: { ':quantity': quantity },
});

const putIntoStock = (TableName: string, { productId, quantity }: OrderLine) => ({
  TableName,
  Key: { id: productKey(productId) },
  UpdateExpression: 'SET available = available + :quantity',
  ConditionExpression: 'attribute_exists(id)',
  ExpressionAttributeValues: { ':quantity': quantity },
});

const moveOn = (TableName: string, { orderId, from, to, event }: GiveBack) => ({
  TableName,
  Key: { id: reservationKey(orderId) },
  UpdateExpression: 'SET #state = :to, #event = :event',
  ConditionExpression: '#state = :from',
  ExpressionAttributeNames: { '#state': 'state', '#event': 'event' },
  ExpressionAttributeValues: { ':from': from, ':to': to, ':event': event },
});

/** @throws the error itself, unless it says why the transaction was cancelled; reasons stand in the order of its items */
const reserveResult = (error: unknown, lines: OrderLine[]): ReserveResult => {
  if (!(error instanceof TransactionCanceledException)) throw error;
  const [reservation, ...takes] = error.CancellationReasons ?? [];
  if (reservation?.Code === 'ConditionalCheckFailed' && reservation.Item)
    return { kind: 'repeated', reservation: unmarshall(reservation.Item) as Reservation };
  const codes = [reservation, ...takes].map((reason) => reason?.Code ?? 'None');
  if (codes.some((code) => code === 'TransactionConflict')) return { kind: 'contended' };
  const missing = lines.filter((_, index) => takes[index]?.Code === 'ConditionalCheckFailed');
  if (missing.length === 0) throw error;
  return { kind: 'outOfStock', missing: missing.map(({ productId }) => productId) };
};
