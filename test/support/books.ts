// What the tables, the gateway's ledger and the mailbox say together, order by order.
import { productKey, type StockRecord } from '#contracts/stock-record.ts';
import type { TestAws } from './test-aws.ts';

type Books = {
  statusOf: (orderId: string) => unknown;
  /** The gateway's operations on the order, sorted; approval in parentheses. */
  ledgerOf: (orderId: string) => string[];
  mailsOf: (orderId: string) => string[];
  availableOf: (productId: string) => number | undefined;
  /** received − available − reserved − sold: 0 while no unit is lost or sold twice. */
  unaccounted: (productId: string) => number;
};

type Item = Record<string, unknown>;
type Line = { productId: string; quantity: number };

export const readBooks = async (aws: TestAws): Promise<Books> => {
  const [orders, ledger, inventory, mails] = await Promise.all([
    aws.scan('OrdersTable'),
    aws.scan('SimulatedGatewayTable'),
    aws.scan('InventoryTable'),
    aws.mailbox(),
  ]);
  const product = (productId: string) =>
    inventory.find(({ id }) => id === productKey(productId)) as StockRecord | undefined;
  return {
    statusOf: (orderId) => orders.find((order) => order.orderId === orderId)?.status,
    ledgerOf: (orderId) =>
      ledger
        .filter((entry) => entry.orderId === orderId)
        .map(describeEntry)
        .sort(),
    mailsOf: (orderId) =>
      mails.filter(({ body }) => body.text?.includes(orderId)).map(({ subject }) => subject),
    availableOf: (productId) => product(productId)?.available,
    unaccounted: (productId) =>
      Number(product(productId)?.received) -
      Number(product(productId)?.available) -
      takenBy(inventory, productId),
  };
};

const describeEntry = ({ operation, approved }: Item): string =>
  operation === 'authorize' ? `authorize (${approved ? 'approved' : 'declined'})` : String(operation);

const takenBy = (inventory: Item[], productId: string): number =>
  inventory
    .filter(({ state }) => state === 'RESERVED' || state === 'SOLD')
    .flatMap(({ lines }) => lines as Line[])
    .filter((line) => line.productId === productId)
    .reduce((sum, { quantity }) => sum + quantity, 0);
