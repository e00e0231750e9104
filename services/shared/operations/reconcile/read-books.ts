// Reads the books: every table, page by page, and the ledger of the payment gateway.
import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { LedgerEntry } from '#contracts/ledger-entry.ts';
import type { MailDispatch } from '#contracts/mail-dispatch.ts';
import type { MailRecord } from '#contracts/mail-record.ts';
import { type ImpersonalItem, impersonal, impersonalOf } from '#contracts/order-item.ts';
import type { Payment } from '#contracts/payment-record.ts';
import type { Shipment } from '#contracts/shipment-record.ts';
import type { Runtime } from '#platform/runtime.ts';
import type { TableName } from '#platform/topology.ts';
import { type Books, newBooks } from './books.ts';
import {
  enterInventory,
  enterLedger,
  enterOrder,
  enterPayment,
  enterShipment,
  type InventoryItem,
} from './keep-books.ts';
import { enterMail } from './keep-mails.ts';

type ReadDeps = Pick<Runtime, 'aws' | 'timers'>;

/** Milliseconds for one page, every attempt included. */
const pageDeadlineMs = 20_000;

/**
 * What is caused is read before what causes it, orders last: a consequence is never seen without its cause, however much
 * moves meanwhile. Consistent reads. A page at a time is in memory, and of every order 1.6 KB: a million orders need a
 * heap of 2 GB, and the 1 GB of the sweeper's task are good for some 100,000.
 * @throws Error with the way out when there are more than `maxOrders`, as soon as that is known; what the SDK throws;
 * AbortError when `signal` aborts
 */
export const readBooks = async (
  deps: ReadDeps,
  signal: AbortSignal,
  maxOrders = Number.POSITIVE_INFINITY,
): Promise<Books> => {
  const books = newBooks();
  const read = <Item>(
    table: TableName,
    enter: (books: Books, item: Item) => void,
    projection: Projection = {},
  ) =>
    scan(deps, { TableName: deps.aws.tableName(table), ...projection }, signal, (items) => {
      for (const item of items) enter(books, item as Item);
      assertBounded(books, maxOrders);
    });
  await read<MailRecord | MailDispatch>('NotificationsTable', enterMail);
  books.dispatches.clear();
  await read<LedgerEntry>('SimulatedGatewayTable', enterLedger);
  await read<Payment>('PaymentsTable', enterPayment);
  await read<InventoryItem>('InventoryTable', enterInventory);
  await read<Shipment>('ShipmentsTable', enterShipment);
  const enterItem = (into: Books, item: ImpersonalItem) => enterOrder(into, impersonalOf(item));
  await read('OrdersTable', enterItem, impersonal);
  return books;
};

const assertBounded = ({ dossiers }: Books, maxOrders: number): void => {
  if (dossiers.size <= maxOrders) return;
  throw new Error(
    `There are more than ${maxOrders.toLocaleString('en-US')} orders, which is as many as fit into memory here: run \`npm run ops -- reconcile\` where there is more of it, 2 GB for a million orders`,
  );
};

type Projection = Pick<ScanCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>;

const scan = async (
  { aws, timers }: ReadDeps,
  input: ScanCommandInput,
  signal: AbortSignal,
  enter: (page: readonly Record<string, unknown>[]) => void,
): Promise<void> => {
  let ExclusiveStartKey: ScanCommandInput['ExclusiveStartKey'];
  do {
    const command = new ScanCommand({ ...input, ExclusiveStartKey, ConsistentRead: true });
    const abortSignal = AbortSignal.any([signal, timers.deadline(pageDeadlineMs)]);
    const page = await aws.dynamo.send(command, { abortSignal });
    enter(page.Items ?? []);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
};
