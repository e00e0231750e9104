// What is sold, and who orders what: the same catalogue and the same orders for every system, by index.
import { createRandom } from '#test/random.ts';
import { createZipf } from './zipf.ts';

/** `price` in minor units. */
type Product = { productId: string; name: string; price: number; stock: number };

const skus = 1_000;
const seed = 1;
/** Nothing sells out. */
const stock = 100_000_000;

const productOf = (productId: string, price: number): Product => ({
  productId,
  name: `Product ${productId}`,
  price,
  stock,
});

export const hotProduct = productOf('hot-sku', 1_999);
const usual = Array.from({ length: skus }, (_, index) =>
  productOf(`sku-${String(index + 1).padStart(4, '0')}`, 500 + index),
);
export const catalogue: readonly Product[] = [hotProduct, ...usual];

/** `mixed`: of one line and of three, in turn. `hot`: one line, always the same product. */
export type OrderKind = 'mixed' | 'three-lines' | 'hot';

const demand = createZipf(skus, 1);

/** An order as a customer sends it; each comes from a customer of its own. */
export const orderOf = (kind: OrderKind, index: number): Record<string, unknown> => ({
  customerName: 'John Doe',
  customerEmail: emailOf(index),
  items: linesOf(kind, index),
  shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
  paymentMethod: 'CARD',
});

const emailOf = (index: number): string => `customer-${index}@bench.example`;

const linesOf = (kind: OrderKind, index: number) => {
  const random = createRandom(seed, `order ${index}`);
  const lines = kind === 'three-lines' || (kind === 'mixed' && index % 2 === 1) ? 3 : 1;
  const chosen = new Set<Product>(kind === 'hot' ? [hotProduct] : []);
  while (chosen.size < lines) chosen.add(usual[demand(random.next())] as Product);
  return [...chosen].map(({ productId, name, price }) => ({
    productId,
    productName: name,
    quantity: random.between(1, 3),
    price: price / 100,
  }));
};
