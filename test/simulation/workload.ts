// What customers want in one run: a few orders of scarce products, some of which are declined, cancelled or returned.
import { createRandom, type Random } from '#test/random.ts';

export type Wish = {
  /** The customer's Idempotency-Key; the order's id follows from it. */
  key: string;
  lines: { productId: string; quantity: number }[];
  paymentToken: string;
  /** Milliseconds from the start of the run, here and below. */
  placeAfterMs: number;
  /** After the order was accepted. */
  cancelAfterMs?: number;
  returns?: 'restock' | 'write_off';
};

export type Workload = {
  stock: Record<string, number>;
  wishes: Wish[];
  /** How long an order may take before it is cancelled rather than shipped; parts of a minute too. */
  expiresMinutes: number;
  /** Processes of each worker. */
  replicas: number;
  /** Whether messages are put into queues that no service has sent. */
  forgeries?: boolean;
  /** Whether events are lost for good, so that nothing but the sweeper, and an operator, can bring orders home. */
  losses?: boolean;
};

const products = ['p1', 'p2'];

export const drawWorkload = (seed: number): Workload => {
  const random = createRandom(seed, 'workload');
  const scarce = random.chance(0.7);
  const losses = random.chance(0.05);
  const rush = random.chance(0.15);
  const wishes = Array.from(
    { length: random.pick(rush ? [2, 3] : [1, 1, 1, 1, 1, 1, 2, 2, 3]) },
    (_, index) => drawWish(seed, index, rush, random),
  );
  const drawn = {
    stock: Object.fromEntries(products.map((id) => [id, random.between(0, scarce ? 4 : 50)])),
    wishes: losses && random.chance(0.5) ? [hopelessWish(seed), ...wishes] : wishes,
    expiresMinutes: random.chance(0.2) ? random.next() * 1.5 : 4_320,
    replicas: random.chance(0.25) ? 2 : 1,
    forgeries: random.chance(0.1),
    losses,
  };
  // Drawn last, so that seeds without one are what they are.
  return random.chance(0.05) ? { ...drawn, wishes: [...wishes, ...declinedAtOnce(seed)] } : drawn;
};

/** Customers whose orders end so soon, and so much at the same moment, that their mails are recorded together. */
const declinedAtOnce = (seed: number): Wish[] =>
  Array.from({ length: 4 }, (_, index) => ({
    key: `seed-${seed}-declined-${index}`,
    lines: [{ productId: 'p1', quantity: 1 }],
    paymentToken: 'tok_declined',
    placeAfterMs: 0,
  }));

/** Nobody cancels it, and its payment never gets through: the sweeper must give it up, or cancel it once it has expired. */
const hopelessWish = (seed: number): Wish => ({
  key: `seed-${seed}-hopeless`,
  lines: [{ productId: 'p1', quantity: 1 }],
  paymentToken: 'tok_outage',
  placeAfterMs: 0,
});

/** In a rush, everybody comes at once. */
const drawWish = (seed: number, index: number, rush: boolean, random: Random): Wish => {
  const chosen = random.chance(0.5) ? products : [random.pick(products)];
  const paymentToken = drawToken(random);
  // A payment that never gets through leaves its order open until somebody cancels it.
  const cancels = paymentToken === 'tok_outage' || random.chance(0.35);
  return {
    key: `seed-${seed}-order-${index}`,
    lines: chosen.map((productId) => ({ productId, quantity: random.between(1, 2) })),
    paymentToken,
    placeAfterMs: random.next() * (rush ? 5 : 3_000),
    ...(cancels && { cancelAfterMs: random.next() ** 3 * 20_000 }),
    ...(random.chance(0.3) && { returns: random.pick(['restock', 'write_off'] as const) }),
  };
};

const drawToken = (random: Random): string => {
  const drawn = random.next();
  if (drawn < 0.7) return 'tok_approved';
  if (drawn < 0.8) return 'tok_declined';
  if (drawn < 0.88) return 'tok_timeout';
  return drawn < 0.95 ? 'tok_error' : 'tok_outage';
};
