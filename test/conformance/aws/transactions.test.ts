// Conformance: several writes together, or none and why.
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { transact, type Writes } from '#platform/transaction.ts';
import { newOrderId } from '#test/messages.ts';
import { describeAws } from './describe-aws.ts';

describeAws('a transaction', (system) => {
  const payments = () => system().aws.tableName('PaymentsTable');
  const shipments = () => system().aws.tableName('ShipmentsTable');
  const run = (writes: Writes) => transact(system().aws.dynamo, writes, AbortSignal.timeout(5_000));
  const stored = async (TableName: string, orderId: string) => {
    const command = new GetCommand({ TableName, Key: { orderId }, ConsistentRead: true });
    return (await system().aws.dynamo.send(command)).Item;
  };
  const put = async (attributes: object): Promise<string> => {
    const orderId = newOrderId();
    const command = new PutCommand({ TableName: payments(), Item: { orderId, ...attributes } });
    await system().aws.dynamo.send(command);
    return orderId;
  };
  const take = (orderId: string, quantity: number) => ({
    Update: {
      TableName: payments(),
      Key: { orderId },
      UpdateExpression: 'SET available = available - :quantity',
      ConditionExpression: 'available >= :quantity',
      ExpressionAttributeValues: { ':quantity': quantity },
    },
  });
  const create = (orderId: string, TableName = payments()) => ({
    Put: {
      TableName,
      Item: { orderId, state: 'NEW' },
      ConditionExpression: 'attribute_not_exists(orderId)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  });

  it('makes all of its writes, of every kind and in several tables', async () => {
    const [stock, gone, checked] = [await put({ available: 3 }), await put({}), await put({ isOpen: true })];
    const fresh = newOrderId();
    const key = (orderId: string) => ({ TableName: payments(), Key: { orderId } });
    const check = {
      ConditionExpression: 'isOpen = :open',
      ExpressionAttributeValues: { ':open': true },
    };
    const result = await run([
      create(fresh, shipments()),
      take(stock, 2),
      { Delete: key(gone) },
      { ConditionCheck: { ...key(checked), ...check } },
    ]);
    expect(result).toEqual({ kind: 'applied' });
    expect(await stored(shipments(), fresh)).toEqual({ orderId: fresh, state: 'NEW' });
    expect(await stored(payments(), stock)).toEqual({ orderId: stock, available: 1 });
    expect(await stored(payments(), gone)).toBeUndefined();
    expect(await stored(payments(), checked)).toEqual({ orderId: checked, isOpen: true });
  });

  it('that fails in one place writes nothing, and tells the places in the order of its writes', async () => {
    const [enough, little, taken] = [
      await put({ available: 9 }),
      await put({ available: 1 }),
      await put({ state: 'OLD', lines: [{ quantity: 1 }] }),
    ];
    const result = await run([take(enough, 2), take(little, 2), create(taken)]);
    const { reasons } = result as Extract<typeof result, { kind: 'refused' }>;
    expect(reasons.map((reason) => reason?.Code)).toEqual([
      undefined,
      'ConditionalCheckFailed',
      'ConditionalCheckFailed',
    ]);
    expect(await stored(payments(), enough)).toEqual({ orderId: enough, available: 9 });
    expect(await stored(payments(), taken)).toMatchObject({ state: 'OLD' });
  });

  it('tells what is stored where a condition failed, for the writes that ask', async () => {
    const [little, taken] = [
      await put({ available: 1 }),
      await put({ lines: [{ quantity: 1 }], note: null }),
    ];
    const result = await run([take(little, 2), create(taken)]);
    const { reasons } = result as Extract<typeof result, { kind: 'refused' }>;
    expect(reasons.map((reason) => reason?.Item && unmarshall(reason.Item))).toEqual([
      undefined,
      { orderId: taken, lines: [{ quantity: 1 }], note: null },
    ]);
  });

  it('is canceled, with another reason, by an update that does not fit its item', async (context) => {
    system().knownToDeviate(context, { moto: 'moto refuses the whole transaction as invalid' });
    const [text, fresh] = [await put({ available: 'many' }), newOrderId()];
    const { ConditionExpression: _, ...Update } = take(text, 1).Update;
    await expect(run([create(fresh), { Update }])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ValidationError' }],
    });
    expect(await stored(payments(), fresh)).toBeUndefined();
  });

  it('is refused when two of its writes are of one item', async () => {
    const orderId = await put({ available: 9 });
    const refusal = expect.objectContaining({ name: 'ValidationException' });
    await expect(run([take(orderId, 1), take(orderId, 1)])).rejects.toEqual(refusal);
  });

  it('takes a hundred writes, and no more', async () => {
    const writes = Array.from({ length: 101 }, () => create(newOrderId()));
    const refusal = expect.objectContaining({ name: 'ValidationException' });
    await expect(run(writes)).rejects.toEqual(refusal);
    expect(await run(writes.slice(1))).toEqual({ kind: 'applied' });
  });
});
