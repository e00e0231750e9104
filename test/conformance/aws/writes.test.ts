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
import { expect, it } from 'vitest';
import { putOnce, type TableRef, updateWhen } from '#platform/conditional-writes.ts';
import { readLatest } from '#platform/read-latest.ts';
import { newOrderId } from '#test/messages.ts';
import { describeAws } from './describe-aws.ts';

type Stored = Record<string, unknown>;

describeAws('a write', (system) => {
  const table = (): TableRef => ({
    dynamo: system().aws.dynamo,
    name: system().aws.tableName('PaymentsTable'),
    key: 'orderId',
  });
  const stored = (orderId: string) => readLatest<Stored>(table(), orderId);
  const put = async (attributes: Stored) => {
    const orderId = newOrderId();
    const { dynamo, name: TableName } = table();
    await dynamo.send(new PutCommand({ TableName, Item: { orderId, ...attributes } }));
    return orderId;
  };
  const update = (orderId: string, input: Partial<UpdateCommandInput>) => {
    const { dynamo, name: TableName } = table();
    return dynamo.send(new UpdateCommand({ TableName, Key: { orderId }, ...input }));
  };

  it('made once stores the item, and later gives what is stored', async () => {
    const first = {
      orderId: newOrderId(),
      state: 'INTENT',
      amount: 12.5,
      isFinal: false,
      nothing: null,
      events: { a: [1, 'two', { three: 3 }], empty: {}, none: [] },
      text: '',
    };
    expect(await putOnce(table(), first)).toEqual({ item: first, applied: true });
    expect(await putOnce(table(), { ...first, state: 'OTHER' })).toEqual({ item: first, applied: false });
    expect(await stored(first.orderId)).toEqual(first);
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

  it('under a condition changes the item where it holds, also inside a map that exists', async () => {
    const orderId = await put({ state: 'INTENT', events: { Created: { at: 0 } } });
    const change = {
      key: orderId,
      when: { state: 'INTENT' },
      set: { state: 'PAID', 'events.Paid': { at: 1 } },
    };
    const item = { orderId, state: 'PAID', events: { Created: { at: 0 }, Paid: { at: 1 } } };
    expect(await updateWhen(table(), change)).toEqual({ item, applied: true });
    expect(await updateWhen(table(), change)).toEqual({ item, applied: false });
  });

  it('under a condition makes no item where there is none', async () => {
    const orderId = newOrderId();
    const change = { key: orderId, when: { state: 'INTENT' }, set: { state: 'PAID' } };
    expect(await updateWhen(table(), change)).toEqual({ item: undefined, applied: false });
    expect(await stored(orderId)).toBeUndefined();
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
    const { dynamo, name: TableName } = table();
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
    const { dynamo, name: TableName } = table();
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

  it('finds nothing under a key that was never put', async () => {
    const { dynamo, name: TableName } = table();
    const { Item } = await dynamo.send(new GetCommand({ TableName, Key: { orderId: newOrderId() } }));
    expect(Item).toBeUndefined();
  });

  it('of a table that does not exist is refused', async () => {
    const missing = { ...table(), name: `${table().name}-no-such` };
    const refusal = expect.objectContaining({ name: 'ResourceNotFoundException' });
    await expect(putOnce(missing, { orderId: 'any' })).rejects.toEqual(refusal);
  });
});
