import { describe, expect, it } from 'vitest';
import { end, orderId, products, type Script, sse, startFakeWaybill } from './testing/fake-waybill.ts';
import { run, runAgainst, story } from './testing/run.ts';

const declined = sse({ title: 'Payment declined', outcome: 'declined', status: 'PAYMENT_DECLINED' });

const completing: Script = { streams: [{ sends: story + end, ending: 'end' }] };
const withoutTimes = (text: string) => text.replace(/^ *\+\d+\.\d{3} s/gm, '+');

describe('an order that completes', () => {
  it('is told step by step, and last by the subject of its mail', async () => {
    const { exitCode, out, err } = await runAgainst(completing);
    expect(withoutTimes(out).split('\n')).toEqual([
      `+  Order ${orderId} accepted: 1 × Enamel Mug, $14.99`,
      '+  Order received',
      '+  Payment authorized',
      '+  Order completed',
      '+  Mail sent',
      'mail: Your order X',
      '',
    ]);
    expect(err).toBe('');
    expect(exitCode).toBe(0);
  });

  it('is one JSON object a line with --json', async () => {
    const { out } = await runAgainst(completing, '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ kind }) => kind)).toEqual(['accepted', 'event', 'event', 'event', 'event', 'mail']);
    expect(lines[0]).toMatchObject({ orderId, elapsedMs: expect.any(Number) });
    expect(lines[5]).toMatchObject({ subject: 'Your order X' });
  });

  it('ends otherwise than asked with --decline', async () => {
    const { exitCode, err } = await runAgainst(completing, '--decline');
    expect(err).toBe('The order ended as COMPLETED, not as PAYMENT_DECLINED.\n');
    expect(exitCode).toBe(1);
  });
});

describe('many orders', () => {
  it('are each placed under a key of their own, and followed by nobody', async () => {
    const { exitCode, out, asked } = await runAgainst(completing, '--count', '150');
    const keys = asked
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(150);
    expect(asked.filter(({ path }) => path.endsWith('/events'))).toEqual([]);
    expect(out).toMatch(/150 orders accepted, \d+ a second: 1 × Enamel Mug, \$14\.99 each\n$/);
    expect(exitCode).toBe(0);
  });

  it('end with the first that is refused', async () => {
    const refused = { status: 422, body: { title: 'Sold out', status: 422 } };
    const { exitCode } = await runAgainst({ ...completing, orders: [refused] }, '--count', '3');
    expect(exitCode).toBe(1);
  });
});

describe('an order whose payment is declined', () => {
  const declining: Script = { streams: [{ sends: declined + end, ending: 'end' }] };

  it('ends as asked with --decline', async () => {
    const { exitCode, body } = await runAgainst(declining, '--decline');
    expect(body?.paymentToken).toBe('tok_declined');
    expect(exitCode).toBe(0);
  });

  it('ends otherwise than asked without it, and says so after its mail', async () => {
    const { exitCode, out, err } = await runAgainst(declining);
    expect(out).toMatch(/mail: none was seen\n$/);
    expect(err).toBe('The order ended as PAYMENT_DECLINED, not as COMPLETED.\n');
    expect(exitCode).toBe(1);
  });
});

describe('what is ordered', () => {
  it('is the first product in stock, at the price in the catalogue', async () => {
    const { body } = await runAgainst(completing);
    expect(body?.items).toEqual([{ productId: 'p1', productName: 'Enamel Mug', quantity: 1, price: 14.99 }]);
    expect(body?.paymentToken).toBeUndefined();
  });

  it('is what --product names, each in its own quantity', async () => {
    const wanted = ['--product', 'p2', '--product', 'p1=3', '--quantity', '2'];
    const { body, out } = await runAgainst(completing, ...wanted);
    expect(body?.items.map(({ productId, quantity }) => [productId, quantity])).toEqual([
      ['p2', 2],
      ['p1', 3],
    ]);
    expect(out).toContain('2 × Teapot, 3 × Enamel Mug, $143.97');
  });

  it('must be in the catalogue: nothing is ordered, and the command says what there is', async () => {
    const { exitCode, err, body } = await runAgainst(completing, '--product', 'p9');
    expect(err).toBe('No product p9 in the catalogue. It has: p0, p1, p2\n');
    expect(body).toBeUndefined();
    expect(exitCode).toBe(1);
  });

  it('must be in stock when no product is named', async () => {
    const { exitCode, err } = await runAgainst(completing, '--quantity', '500');
    expect(err).toContain('No product has 500 in stock');
    expect(exitCode).toBe(1);
  });

  it('goes to whom --name and --email say', async () => {
    const { body } = await runAgainst(completing, '--name', 'Zoë Oak', '--email', 'zoe@example.com');
    expect(body).toMatchObject({ customerName: 'Zoë Oak', customerEmail: 'zoe@example.com' });
  });
});

describe('Waybill refuses', () => {
  const problem = {
    type: 'about:blank',
    title: 'Unprocessable Content',
    status: 422,
    detail: 'The price of p1 is 19.99',
    message: 'The price of p1 is 19.99',
    errors: [{ pointer: '/items/0/price', detail: 'must be 19.99' }],
  };

  it('the order: each fault is told, on a line of its own', async () => {
    const { exitCode, err } = await runAgainst({ orders: [{ status: 422, body: problem }] });
    expect(err).toBe(
      'Waybill refused this (422): The price of p1 is 19.99\n  /items/0/price: must be 19.99\n',
    );
    expect(exitCode).toBe(1);
  });

  it('with something that is no problem document: the status is told', async () => {
    const { err } = await runAgainst({ orders: [{ status: 418, body: {} }] });
    expect(err).toBe('Waybill refused this (418): Waybill answered 418\n');
  });

  it('for a moment: the same key asks again', async () => {
    const accepted = { status: 202, body: { message: '', orderId } };
    const { exitCode, asked } = await runAgainst({
      ...completing,
      orders: [{ status: 503, body: {} }, accepted],
    });
    const keys = asked.filter(({ method }) => method === 'POST').map((one) => one.headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    expect(exitCode).toBe(0);
  });

  it('and something else than Waybill answers: that is told', async () => {
    const { exitCode, err } = await runAgainst({ orders: [{ status: 200, body: { hello: 'world' } }] });
    expect(err).toContain('/orders is not what Waybill answers');
    expect(exitCode).toBe(1);
  });
});

it('Waybill is not there: the command says how to start it', async () => {
  const waybill = await startFakeWaybill({});
  await waybill.stop();
  const { exitCode, err } = await run(['--url', waybill.url]);
  expect(err).toContain(`does not answer at ${waybill.url}`);
  expect(err).toContain('npm start');
  expect(exitCode).toBe(3);
});

it('--help explains every option and every exit code', async () => {
  const { exitCode, out } = await run(['--help']);
  for (const word of ['--product', '--decline', '--json', 'Exit codes']) expect(out).toContain(word);
  expect(exitCode).toBe(0);
});

it('the catalogue is read page by page', async () => {
  const { asked } = await runAgainst(completing);
  expect(asked.filter(({ path }) => path.startsWith('/products'))).toHaveLength(products.length);
});
