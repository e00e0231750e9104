// A place beyond the end of the range: a clock was set back. DynamoDB refuses to go on from there, which emulators do not.
import { expect, it } from 'vitest';
import type { Runtime } from '#platform/runtime.ts';
import { createOrderFinder } from './order-finder.ts';

const refuse = () => Promise.reject(new Error('The provided starting key is outside query boundaries'));
const finder = createOrderFinder({
  aws: { dynamo: { send: refuse }, tableName: (table: string) => table },
} as unknown as Runtime);
const { signal } = new AbortController();

it('finds nothing, and asks nobody, from a place that is not before the end', async () => {
  const createdBefore = '2026-01-02T03:04:05.000Z';
  const after = { orderId: 'order', createdKey: `${createdBefore}#order` };
  expect(await finder.page({ partition: 'WATCHED#0', createdBefore, after }, signal)).toEqual([]);
  const journal = {
    journal: 'journal#0',
    from: '0',
    before: '2026-01-02T03:04:05',
    after: '2026-01-02T03:04:05#entry',
  };
  expect(await finder.journalPage(journal, signal)).toEqual({ keys: [], last: undefined, isFull: false });
});
