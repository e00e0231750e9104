// Conformance: the writes and reads of services/shared/platform, and the update expressions that services use.
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it, type TestContext, vi } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { createTables } from '#platform/tables.ts';
import { systemTimers } from '#platform/timers.ts';
import { newOrderId } from '#test/messages.ts';
import { describeAws } from './describe-aws.ts';

type Stored = Record<string, unknown>;

describeAws('a write', (system) => {
  const tableName = () => system().aws.tableName('PaymentsTable');
  const stored = (orderId: string) => system().tables.single.get<Stored>('PaymentsTable', orderId);
  const put = async (attributes: Stored) => {
    const orderId = newOrderId();
    await system().aws.dynamo.send(
      new PutCommand({ TableName: tableName(), Item: { orderId, ...attributes } }),
    );
    return orderId;
  };
  const update = (orderId: string, input: Partial<UpdateCommandInput>) =>
    system().aws.dynamo.send(new UpdateCommand({ TableName: tableName(), Key: { orderId }, ...input }));

  describe.each(['batched', 'single'] as const)('that is %s', (way) => {
    /** Where the conditions of PartiQL are not kept, nobody must write by it. */
    const tables = (context: TestContext) => {
      if (way === 'batched') system().knownToDeviate(context, { moto: 'ignores conditions in PartiQL' });
      return system().tables[way];
    };

    it('stores an item once, and later gives what is stored', async (context) => {
      const first = {
        orderId: newOrderId(),
        state: 'NEW',
        amount: 12.5,
        isFinal: false,
        nothing: null,
        gone: undefined,
        events: { a: [1, 'two', { three: 3 }], empty: {}, none: [], gone: undefined },
        text: '',
      };
      const { gone, ...kept } = first;
      const item = { ...kept, events: { a: [1, 'two', { three: 3 }], empty: {}, none: [] } };
      const { insert } = tables(context);
      expect(await insert('PaymentsTable', first)).toEqual({ item: first, applied: true });
      const second = await insert('PaymentsTable', { ...first, state: 'OTHER' });
      expect(second).toEqual({ item, applied: false });
      expect(await stored(first.orderId)).toEqual(item);
    });

    it('changes an item where its condition holds, also inside a map that exists', async (context) => {
      const { update: change } = tables(context);
      const orderId = await put({ state: 'NEW', events: { Created: { at: 0 } } });
      const how = {
        when: { state: 'NEW', later: undefined },
        set: { state: 'PAID', 'events.Paid': { at: 1 } },
      };
      const item = { orderId, state: 'PAID', events: { Created: { at: 0 }, Paid: { at: 1 } } };
      expect(await change('PaymentsTable', orderId, how)).toEqual({ applied: true });
      expect(await change('PaymentsTable', orderId, how)).toEqual({ applied: false, item });
    });

    it('tells by a path, and by what must be missing', async (context) => {
      const { update: change } = tables(context);
      const orderId = await put({ mail: { claimId: 'mine' } });
      const whose = (claimId: string) => ({
        when: { 'mail.claimId': claimId },
        set: { mail: { claimId: 'next' } },
      });
      expect(await change('PaymentsTable', orderId, whose('other'))).toMatchObject({ applied: false });
      expect(await change('PaymentsTable', orderId, whose('mine'))).toEqual({ applied: true });
      const unless = { when: { mail: undefined }, set: { mail: { claimId: 'late' } } };
      expect(await change('PaymentsTable', orderId, unless)).toMatchObject({ applied: false });
      expect(await stored(orderId)).toEqual({ orderId, mail: { claimId: 'next' } });
    });

    it('makes no item where there is none to change', async (context) => {
      const { update: change } = tables(context);
      const orderId = newOrderId();
      const how = { when: { state: undefined }, set: { state: 'PAID' } };
      expect(await change('PaymentsTable', orderId, how)).toEqual({ applied: false, item: undefined });
      expect(await stored(orderId)).toBeUndefined();
    });

    it('made beside many others succeeds or fails alone', async (context) => {
      const { insert, get } = tables(context);
      const ids = Array.from({ length: 30 }, newOrderId);
      const taken = ids.filter((_, index) => index % 3 === 0);
      for (const orderId of taken) await insert('PaymentsTable', { orderId, state: 'FIRST' });
      const written = await Promise.all(
        [...ids, ...ids].map((orderId) => insert('PaymentsTable', { orderId, state: 'SECOND' })),
      );
      expect(written.filter(({ applied }) => applied)).toHaveLength(ids.length - taken.length);
      const items = await Promise.all(ids.map((orderId) => get<Stored>('PaymentsTable', orderId)));
      expect(items).toEqual(
        ids.map((orderId) => ({ orderId, state: taken.includes(orderId) ? 'FIRST' : 'SECOND' })),
      );
    });

    it('to a table that is not there is refused', async (context) => {
      tables(context);
      const { aws } = system();
      const nowhere = { ...aws, tableName: (name: string) => `no-such-${name}` };
      const deps = { aws: nowhere, random: Math.random, timers: systemTimers };
      const { insert } = createTables({ ...deps, env: readEnv({ DYNAMODB_WRITES: way }) });
      await expect(insert('PaymentsTable', { orderId: newOrderId() })).rejects.toThrow(
        /ResourceNotFound|not found/,
      );
    });
  });

  it('drops undefined members, also inside maps and lists', async () => {
    const orderId = await put({
      gone: undefined,
      map: { gone: undefined, kept: 1 },
      list: [1, undefined, 2],
    });
    expect(await stored(orderId)).toEqual({ orderId, map: { kept: 1 }, list: [1, 2] });
  });

  it('keeps its own copy, and gives others away', async () => {
    const events = { first: { at: 1 } };
    const orderId = await put({ events });
    events.first.at = 2;
    const read = (await stored(orderId)) as { events: typeof events };
    read.events.first.at = 3;
    expect(await stored(orderId)).toEqual({ orderId, events: { first: { at: 1 } } });
  });

  it('without a condition makes the item', async () => {
    const orderId = newOrderId();
    const input = { UpdateExpression: 'ADD attempts :one', ExpressionAttributeValues: { ':one': 1 } };
    await update(orderId, input);
    const { Attributes } = await update(orderId, { ...input, ReturnValues: 'ALL_NEW' });
    expect(Attributes).toEqual({ orderId, attempts: 2 });
  });

  it('reads the item as it was, for all of its assignments', async () => {
    const orderId = await put({ a: 1, b: 10, list: ['x'] });
    const { Attributes } = await update(orderId, {
      UpdateExpression:
        'SET a = b, b = a + :two, c = if_not_exists(c, :none), d = if_not_exists(a, :none), #list = list_append(#list, :more)',
      ExpressionAttributeNames: { '#list': 'list' },
      ExpressionAttributeValues: { ':two': 2, ':none': 0, ':more': ['y'] },
      ReturnValues: 'ALL_NEW',
    });
    expect(Attributes).toEqual({ orderId, a: 10, b: 3, c: 0, d: 1, list: ['x', 'y'] });
  });

  it('sets, removes and adds together, and gives what it updated', async () => {
    const orderId = await put({ former: 1, count: 4, map: { gone: 1, kept: 2 } });
    const { Attributes } = await update(orderId, {
      UpdateExpression: 'REMOVE former, #map.gone, absent ADD #count :one SET fresh = #count - :one',
      ExpressionAttributeNames: { '#map': 'map', '#count': 'count' },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'UPDATED_NEW',
    });
    expect(Attributes).toMatchObject({ count: 5, fresh: 3 });
    expect(await stored(orderId)).toEqual({ orderId, count: 5, fresh: 3, map: { kept: 2 } });
  });

  it('gives the item before it, if asked', async () => {
    const orderId = await put({ state: 'A' });
    const [{ dynamo }, TableName] = [system().aws, tableName()];
    const replaced = new PutCommand({ TableName, Item: { orderId, state: 'B' }, ReturnValues: 'ALL_OLD' });
    expect((await dynamo.send(replaced)).Attributes).toEqual({ orderId, state: 'A' });
    const removal = new DeleteCommand({ TableName, Key: { orderId }, ReturnValues: 'ALL_OLD' });
    expect((await dynamo.send(removal)).Attributes).toEqual({ orderId, state: 'B' });
    expect((await dynamo.send(removal)).Attributes).toBeUndefined();
    expect(await stored(orderId)).toBeUndefined();
  });

  it('that is refused says what is stored only if asked', async () => {
    const orderId = await put({ state: 'A', nested: { list: [1] } });
    const refused = {
      UpdateExpression: 'REMOVE nested',
      ConditionExpression: '#state = :other',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':other': 'B' },
    };
    const error = await update(orderId, { ...refused, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }).catch(
      (thrown: unknown) => thrown,
    );
    const { name, Item } = error as { name: string; Item: Parameters<typeof unmarshall>[0] };
    expect([name, unmarshall(Item)]).toEqual([
      'ConditionalCheckFailedException',
      { orderId, state: 'A', nested: { list: [1] } },
    ]);
    await expect(update(orderId, refused)).rejects.not.toHaveProperty('Item', expect.anything());
    expect(await stored(orderId)).toMatchObject({ state: 'A' });
  });

  it('is read in part, where a part is asked for', async () => {
    const orderId = await put({ status: 'PAID', details: { total: 5, name: 'John' }, other: 1 });
    const [{ dynamo }, TableName] = [system().aws, tableName()];
    const part = {
      ProjectionExpression: 'orderId, #status, details.#total, absent',
      ExpressionAttributeNames: { '#status': 'status', '#total': 'total' },
      ConsistentRead: true,
    };
    const expected = { orderId, status: 'PAID', details: { total: 5 } };
    const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { orderId }, ...part }));
    expect(Item).toEqual(expected);
    const RequestItems = { [TableName]: { Keys: [{ orderId }], ...part } };
    const { Responses } = await dynamo.send(new BatchGetCommand({ RequestItems }));
    expect(Responses?.[TableName]).toEqual([expected]);
    const { Items } = await dynamo.send(new ScanCommand({ TableName, ...part }));
    expect(Items).toContainEqual(expected);
  });

  it('is seen in a while by reads that need not be consistent, for half a unit each', async (context) => {
    const orderId = await put({ state: 'PAID' });
    const { look } = system().tables.batched;
    await system().wait(1);
    await vi.waitFor(async () =>
      expect(await look<Stored>('PaymentsTable', orderId)).toEqual({ orderId, state: 'PAID' }),
    );
    system().knownToDeviate(context, {
      fakes: 'charge nothing',
      moto: 'says of any read that it took a unit',
    });
    const unitsOf = async (ConsistentRead: boolean) => {
      const RequestItems = { [tableName()]: { Keys: [{ orderId }], ConsistentRead } };
      const command = new BatchGetCommand({ RequestItems, ReturnConsumedCapacity: 'TOTAL' });
      return (await system().aws.dynamo.send(command)).ConsumedCapacity?.[0]?.CapacityUnits;
    };
    expect([await unitsOf(true), await unitsOf(false)]).toEqual([1, 0.5]);
  });

  it('finds nothing under a key that was never put', async () => {
    const [{ dynamo }, TableName] = [system().aws, tableName()];
    const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { orderId: newOrderId() } }));
    expect(Item).toBeUndefined();
  });
});
