// What a DynamoDB call costs: asks for ConsumedCapacity in the request, and adds up what the answer says of it. Pure.
import { isWriting, itemBytes, type Write, writesOf } from './writes.ts';

/** Units that one table, or one of its indexes, was charged for. */
export type Charge = { table: string; index?: string; read: number; write: number };

type Exchange = { action: string; request: string; status: number; answer: string };

const reporting = new Set([
  ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems'],
  ...['GetItem', 'BatchGetItem', 'TransactGetItems', 'Query', 'Scan'],
  ...['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction'],
]);

/** The request's body, asking for ConsumedCapacity by index where the action knows it. */
export const askForCapacity = (action: string, body: string): string => {
  if (!reporting.has(action)) return body;
  if (body.includes('"ReturnConsumedCapacity"'))
    return JSON.stringify({ ...JSON.parse(body), ReturnConsumedCapacity: 'INDEXES' });
  return `{"ReturnConsumedCapacity":"INDEXES",${body.slice(body.indexOf('{') + 1)}`;
};

/** What was charged. `request` is the body as the client sent it. */
export const chargesOf = ({ action, request, status, answer }: Exchange): Charge[] => {
  if (!reporting.has(action)) return [];
  if (status !== 200) return refusedCharges(action, request, answer);
  const { ConsumedCapacity = [], Responses } = JSON.parse(answer) as Answer;
  const isWrite = isWriting(action, request);
  const consumed = [ConsumedCapacity].flat().flatMap((one) => consumedCharges(one, isWrite));
  return isWrite && Array.isArray(Responses)
    ? [...consumed, ...refusedStatements(action, request, Responses)]
    : consumed;
};

type Units = { CapacityUnits?: number };
type Consumed = Units & {
  TableName: string;
  Table?: Units;
  GlobalSecondaryIndexes?: Record<string, Units>;
  LocalSecondaryIndexes?: Record<string, Units>;
};
type Refusal = { Code?: string; Item?: Write['item'] };
type Answer = {
  ConsumedCapacity?: Consumed | Consumed[];
  Responses?: { Error?: Refusal }[] | Record<string, unknown>;
};

/** The total is left aside: of a batch in which some statements fail, the emulator counts those into it as well. */
const consumedCharges = (consumed: Consumed, isWrite: boolean): Charge[] => {
  const { TableName: table, Table, GlobalSecondaryIndexes, LocalSecondaryIndexes } = consumed;
  const charged = ({ CapacityUnits: units = 0 }: Units) =>
    isWrite ? { read: 0, write: units } : { read: units, write: 0 };
  const indexes = Object.entries({ ...GlobalSecondaryIndexes, ...LocalSecondaryIndexes });
  return [
    { table, ...charged(Table ?? consumed) },
    ...indexes.map(([index, units]) => ({ table, index, ...charged(units) })),
  ];
};

/**
 * AWS charges a write that its condition refuses by the size of the item, the one found or the one brought, whichever is
 * larger; the answer does not say how much. So: a unit for each KB of the larger that is known, and one at the least.
 */
const refusedCharge = (write: Write, found: Write['item'], factor = 1): Charge => {
  const bytes = Math.max(itemBytes(write.item ?? {}), itemBytes(found ?? {}));
  return { table: write.table, read: 0, write: factor * Math.max(1, Math.ceil(bytes / 1_024)) };
};

/** Every write of a transaction that was cancelled is charged, as if it had succeeded. */
const refusedCharges = (action: string, request: string, answer: string): Charge[] => {
  const isTransaction = answer.includes('TransactionCanceledException');
  if (!isTransaction && !answer.includes('ConditionalCheckFailedException')) return [];
  const { Item, CancellationReasons } = JSON.parse(answer) as Refusal & { CancellationReasons?: Refusal[] };
  return writesOf(action, request).map((write, index) =>
    isTransaction ? refusedCharge(write, CancellationReasons?.[index]?.Item, 2) : refusedCharge(write, Item),
  );
};

const refusalCodes = ['ConditionalCheckFailed', 'DuplicateItem'];

const refusedStatements = (action: string, request: string, responses: { Error?: Refusal }[]): Charge[] => {
  if (!responses.some(({ Error: refusal }) => refusal)) return [];
  const writes = writesOf(action, request);
  return responses.flatMap(({ Error: refusal }, index) => {
    const write = writes[index];
    return write && refusal && refusalCodes.includes(refusal.Code ?? '')
      ? [refusedCharge(write, refusal.Item)]
      : [];
  });
};
