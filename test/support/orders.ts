// Orders as customers send them, for tests that use the API.

const price = 5;

type Line = { productId: string; quantity?: number };

export const orderBody = (lines: Line[] = [{ productId: 'p1' }], change: object = {}) => ({
  customerName: 'John Doe',
  customerEmail: 'john.doe@example.com',
  items: lines.map(({ productId, quantity = 1 }) => ({
    productId,
    productName: `Product ${productId}`,
    quantity,
    price,
  })),
  shippingAddress: { street: '123 Main St', city: 'Anytown', postalCode: '12345', country: 'USA' },
  paymentMethod: 'CARD',
  ...change,
});

export const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
