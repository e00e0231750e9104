import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { putOnce, updateWhen } from './conditional-writes.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const table = () => ({
  dynamo: aws.runtime.aws.dynamo,
  name: aws.runtime.aws.tableName('PaymentsTable'),
  key: 'orderId',
});

describe('a write that is made once', () => {
  it('stores the item, and later returns what is stored', async () => {
    const first = { orderId: 'once', state: 'INTENT', events: { a: [1, 'two', { three: 3 }] } };
    expect(await putOnce(table(), first)).toEqual({ item: first, applied: true });
    const second = await putOnce(table(), { ...first, state: 'OTHER' });
    expect(second).toEqual({ item: first, applied: false });
  });

  it('fails when the table fails', async () => {
    await expect(putOnce({ ...table(), name: 'NoSuchTable' }, { orderId: '1' })).rejects.toThrow();
  });
});

describe('a change with a condition', () => {
  it('is made where the condition holds, also inside a map', async () => {
    await putOnce(table(), { orderId: 'change', state: 'INTENT', events: {} });
    const change = {
      key: 'change',
      when: { state: 'INTENT' },
      set: { state: 'PAID', 'events.Paid': { at: 1 } },
    };
    const expected = { orderId: 'change', state: 'PAID', events: { Paid: { at: 1 } } };
    expect(await updateWhen(table(), change)).toEqual({ item: expected, applied: true });
    expect(await updateWhen(table(), change)).toEqual({ item: expected, applied: false });
  });

  it('of an item that is not there makes none', async () => {
    const change = { key: 'absent', when: { state: 'INTENT' }, set: { state: 'PAID' } };
    expect(await updateWhen(table(), change)).toEqual({ item: undefined, applied: false });
  });
});
