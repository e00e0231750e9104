// Pure: what the customer sent → the lines of the order, at the catalogue's names and prices.
import { orderLimits, type Product } from '#contracts/fields.ts';
import type { Item } from '#contracts/http.ts';
import { formatMoney, toAmount, toMinorUnits } from '#contracts/money.ts';
import type { NamedLine } from '#contracts/order-details.ts';
import { type Fault, faultyInput } from '../http/problem.ts';

/** The products that were found, by productId. */
export type Products = ReadonlyMap<string, Product>;

/** Each product once, quantities summed, in the order of first mention. @throws ProblemError 400 for too many units */
export const summedLines = (items: readonly Item[]): NamedLine[] => {
  const lines = new Map<string, NamedLine>();
  items.forEach(({ productId, productName, quantity, price }, index) => {
    const before = lines.get(productId)?.quantity ?? 0;
    if (before + quantity > orderLimits.unitsOfProduct) throw tooMany(productId, index);
    const line = lines.get(productId) ?? { productId, productName, quantity, unitPrice: toMinorUnits(price) };
    lines.set(productId, { ...line, quantity: before + quantity });
  });
  return [...lines.values()];
};

/** Where the order and the catalogue disagree: products that it does not have, prices that are not its own. */
export const catalogueFaults = (items: readonly Item[], products: Products): Fault[] =>
  items.flatMap(({ productId, price }, index) => {
    const product = products.get(productId);
    if (!product)
      return [
        {
          pointer: `/items/${index}/productId`,
          detail: `items[${index}].productId: there is no product ${productId}`,
        },
      ];
    if (product.price === toMinorUnits(price)) return [];
    const right = formatMoney(product.price, product.currency);
    return [
      {
        pointer: `/items/${index}/price`,
        detail: `items[${index}].price: ${productId} costs ${right}`,
        expected: toAmount(product.price),
      },
    ];
  });

/** The catalogue's name wins over the customer's, where the catalogue still has the product. */
export const named = (lines: readonly NamedLine[], products: Products): NamedLine[] =>
  lines.map((line) => ({ ...line, productName: products.get(line.productId)?.name ?? line.productName }));

const tooMany = (productId: string, index: number) => {
  const limit = orderLimits.unitsOfProduct.toLocaleString('en-US');
  const detail = `items[${index}].quantity makes more than ${limit} units of ${productId} in one order`;
  return faultyInput(400, [{ pointer: `/items/${index}/quantity`, detail }], { kind: 'invalid-request' });
};
