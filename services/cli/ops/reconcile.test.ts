import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newOrderId } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { createRecorder } from '../testing/recorder.ts';
import { reconcile } from './reconcile.ts';
import { Fault, Unreachable } from './terminal.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const run = async (args: string[], variables: Record<string, string> = aws.variables) => {
  const { printed, ...output } = createRecorder();
  const exitCode = await reconcile(args, {
    ...output,
    interrupted: new AbortController().signal,
    variables: { ...variables },
    local: { messaging: 'http://127.0.0.1:1', dynamo: 'http://127.0.0.1:1' },
  });
  return { exitCode, ...printed };
};

/** A reservation that took no stock, of an order that nobody placed. */
const forgeReservation = async (productId: string): Promise<string> => {
  const orderId = newOrderId();
  const lines = [{ productId, quantity: 2, unitPrice: 500 }];
  const event = { type: 'InventoryUpdated', outcome: 'reserved' };
  const reservation = { id: `reservation#${orderId}`, orderId, state: 'RESERVED', lines, event };
  const Item = { ...reservation, at: '2026-01-02T03:04:05.000Z' };
  const { dynamo, tableName } = aws.runtime.aws;
  await dynamo.send(new PutCommand({ TableName: tableName('InventoryTable'), Item }));
  return orderId;
};

it('says that the books balance, and what they add up to', async () => {
  await aws.stock({ mug: 10, pot: 10 });
  const { exitCode, out } = await run([]);
  expect(out).toContain('0 orders: 0 judged, 0 in progress.');
  expect(out).toMatch(/^Captured +\$0\.00$/m);
  expect(out).toContain('2 SKUs balanced.');
  expect(out).toMatch(/The books balance\.\n$/);
  expect(exitCode).toBe(0);
});

describe('where something is wrong', () => {
  let orderId = '';
  beforeAll(async () => {
    await aws.stock({ mug: 10, pot: 10 });
    orderId = await forgeReservation('mug');
  });

  it('lists each exception with what to do, the SKU that is off, and exits with 1', async () => {
    const { exitCode, out } = await run(['--settle', '1']);
    expect(out).toMatch(/^mug +10 +10 +2 +0 +-2$/m);
    expect(out).toContain('1 SKU balanced.');
    expect(out).toContain(`unknown-order: order ${orderId}`);
    expect(out).toContain('units-unaccounted: SKU mug');
    expect(out).toContain('Expected: 10. Found: 10 available + 2 reserved + 0 held.');
    expect(out.match(/^ {2}To do: .*(count mug|find out where)/gm)).toHaveLength(2);
    expect(out).toMatch(/2 exceptions\.\n$/);
    expect(exitCode).toBe(1);
  });

  it('is one JSON document with --json', async () => {
    const { exitCode, out } = await run(['--settle', '1', '--json']);
    const { exceptions, totals } = JSON.parse(out);
    expect(exceptions).toMatchObject([
      { kind: 'unknown-order', orderId },
      {
        kind: 'units-unaccounted',
        productId: 'mug',
        expected: 10,
        found: '10 available + 2 reserved + 0 held',
      },
    ]);
    expect(totals).toMatchObject({ balancedProducts: 1, stock: [{ productId: 'mug', unaccounted: -2 }] });
    expect(exitCode).toBe(1);
  });
});

it.each([[['--settle', 'soon']], [['--grace', '0']], [['everything']]])(
  'refuses %j as wrong usage',
  async (args) => {
    await expect(run(args)).rejects.toThrow(Fault);
  },
);

it('says so when AWS cannot be reached', async () => {
  const nowhere = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  await expect(run([], nowhere)).rejects.toThrow(Unreachable);
});
