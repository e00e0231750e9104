// The books: what the tables and the gateway's ledger say, gathered order by order and product by product, with nothing
// of it by which a person could be found. Pure and compact: a million orders must fit into the memory of one process.
import type { MailKind } from '#contracts/mail-record.ts';
import type { OrderRecord, Resumed } from '#contracts/order-record.ts';
import type { OrderStatus } from '#contracts/order-status.ts';
import type { PaymentState } from '#contracts/payment-record.ts';
import type { ReservationState } from '#contracts/reservation-record.ts';

/** Money in minor units, times in milliseconds since the epoch, lines as `describeLines` gives them. */
export type BookedOrder = {
  status: OrderStatus;
  isStuck: boolean;
  total: number;
  currency: string;
  lines: string;
  /** What its timeline tells of: `type`, or `type:outcome`. */
  events: readonly string[];
  returned: 'restock' | 'write_off' | undefined;
  /** When something last happened to it; a resumption counts. */
  movedAt: number;
  /** For its deadlines. */
  clock: Pick<OrderRecord, 'createdAt' | 'expiresAt'> & { toldAt: string; resumed: Resumed | undefined };
};

type BookedPayment = { state: PaymentState; amount: number; events: readonly string[]; at: number };
/** `holds`: what its lines name, as `holdName` gives it, with spaces between. */
type BookedReservation = {
  state: ReservationState;
  lines: string;
  holds: string;
  event: string;
  at: number;
};
/** Units of a product that are held for the order. */
export type BookedHold = { productId: string; name: string; quantity: number };

type BookedShipment = {
  state: 'PREPARED' | 'CANCELLED';
  /** Empty, and worth 0, when there is no parcel. */
  lines: string;
  value: number;
  event: string;
  at: number;
};
export type BookedEntry = {
  operation: 'authorize' | 'capture' | 'void' | 'refund';
  amount: number;
  isApproved: boolean;
  at: number;
};

/** All that is known of one order; `order` is missing when OrdersTable does not know it. */
export type Dossier = {
  orderId: string;
  order?: BookedOrder;
  payment?: BookedPayment;
  reservation?: BookedReservation;
  holds?: BookedHold[];
  shipment?: BookedShipment;
  ledger: BookedEntry[];
  /** Kinds of mail that went out, and when the latest did. */
  mailed: MailKind[];
  mailedAt: number;
};

export type KnownDossier = Dossier & { order: BookedOrder };

/** Units. `isListed` is false where only reservations speak of the product. */
export type BookedProduct = {
  productId: string;
  isListed: boolean;
  available: number;
  received: number;
  /** What the receipts of its deliveries add up to; stock that was seeded has none. */
  receipts: number;
  /** Units that became an order's, shipped or not. */
  reserved: number;
  /** Units that are held for orders that are not decided yet. */
  held: number;
};

/** What SES took, by claim and when; and the mails whose claims name it. Whichever is read first waits for the other. */
type BookedDispatch = {
  sentAt: Map<string, number>;
  claims: { claimId: string; kind: MailKind; dossier: Dossier }[];
};

export type Books = {
  dossiers: Map<string, Dossier>;
  products: Map<string, BookedProduct>;
  /** Of use only while NotificationsTable is read. */
  dispatches: Map<string, BookedDispatch>;
};

export const newBooks = (): Books => ({ dossiers: new Map(), products: new Map(), dispatches: new Map() });

export const dossierOf = ({ dossiers }: Books, orderId: string): Dossier => {
  const known = dossiers.get(orderId);
  if (known) return known;
  const dossier: Dossier = { orderId, ledger: [], mailed: [], mailedAt: 0 };
  dossiers.set(orderId, dossier);
  return dossier;
};

export const bookedDispatchOf = ({ dispatches }: Books, name: string): BookedDispatch => {
  const known = dispatches.get(name);
  if (known) return known;
  const dispatch: BookedDispatch = { sentAt: new Map(), claims: [] };
  dispatches.set(name, dispatch);
  return dispatch;
};

export const productOf = ({ products }: Books, productId: string): BookedProduct => {
  const known = products.get(productId);
  if (known) return known;
  const counts = { available: 0, received: 0, receipts: 0, reserved: 0, held: 0 };
  const product: BookedProduct = { productId, isListed: false, ...counts };
  products.set(productId, product);
  return product;
};

/** received − available − reserved − held: 0 while no unit is lost, and none is sold twice. */
export const unaccounted = ({ received, available, reserved, held }: BookedProduct): number =>
  received - available - reserved - held;

/** Attempts to reserve have names of their own; one of them takes several products. */
export const holdName = (productId: string, by: string): string => `${productId}/${by}`;

/** A hold that its reservation names is the order's already: its units count once. */
export const openHolds = ({ holds = [], reservation }: Dossier): BookedHold[] => {
  const named = reservation?.state === 'RESERVED' ? reservation.holds.split(' ') : [];
  return holds.filter(({ name }) => !named.includes(name));
};
