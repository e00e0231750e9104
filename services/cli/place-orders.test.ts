import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { readCommandLine } from './options.ts';
import { placeMany } from './place-orders.ts';
import type { Run } from './run-order.ts';
import { products } from './testing/fake-waybill.ts';

it('of many orders none follows the first that is refused', async () => {
  const commandLine = readCommandLine(['--count', '1000']);
  if (commandLine.kind !== 'order') throw new Error('no order');
  let placed = 0;
  const placeOrder = async (): Promise<string> => {
    placed += 1;
    if (placed === 1) throw new Error('Sold out');
    await nextTurn();
    return 'id';
  };
  const client = { listProducts: async () => products, placeOrder };
  const run = { options: commandLine.options, client, elapsed: () => 0 } as unknown as Run;
  await expect(placeMany(run)).rejects.toThrow('Sold out');
  for (let turn = 0; turn < 50; turn += 1) await nextTurn();
  expect(placed).toBe(100);
});
