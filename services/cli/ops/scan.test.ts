// The command as an operator runs it, on a real DynamoDB.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TableName } from '#platform/topology.ts';
import { newOrderId } from '#test/messages.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { main } from '../ops.ts';
import { createRecorder } from '../testing/recorder.ts';

let aws: TestAws;
beforeAll(async () => {
  aws = await startTestAws();
});
afterAll(() => aws.stop());

const run = async (line: string) => {
  const { printed, ...output } = createRecorder();
  const { AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_DYNAMODB } = aws.variables;
  const exitCode = await main(line.split(' '), {
    ...output,
    interrupted: new AbortController().signal,
    variables: { AWS_ENDPOINT_URL_SQS, AWS_ENDPOINT_URL_DYNAMODB },
    local: { messaging: '', dynamo: '' },
  });
  return { exitCode, ...printed };
};

const put = (table: TableName, Item: Record<string, unknown>) =>
  aws.runtime.aws.dynamo.send(new PutCommand({ TableName: aws.runtime.aws.tableName(table), Item }));

it('shows what was ordered, and not by whom, unless somebody asks for it', async () => {
  const orderId = newOrderId();
  const details = {
    customerName: 'John Doe',
    customerEmail: 'john@example.com',
    total: 999,
    currency: 'USD',
  };
  await put('OrdersTable', {
    orderId,
    status: 'RECEIVED',
    customerKey: 'c',
    statusPartition: 'CURRENT#1',
    details,
  });
  const { exitCode, out, err } = await run('scan OrdersTable');
  expect(JSON.parse(out)).toEqual({
    orderId,
    status: 'RECEIVED',
    statusPartition: 'CURRENT#1',
    details: { total: 999, currency: 'USD' },
  });
  expect(err).toContain('OrdersTable: 1 item. Without personal data: --with-personal-data shows it\n');
  expect(exitCode).toBe(0);
  expect((await run('scan OrdersTable --with-personal-data')).out).toContain('john@example.com');
});

it('stops at its limit, and says that there may be more', async () => {
  await Promise.all(Array.from({ length: 5 }, () => put('PaymentsTable', { orderId: newOrderId() })));
  const { out, err } = await run('scan PaymentsTable --limit 3');
  expect(out.trim().split('\n')).toHaveLength(3);
  expect(err).toContain('PaymentsTable: 3 items; there may be more: --limit\n');
  const { items, mayBeMore } = JSON.parse((await run('scan PaymentsTable --json')).out);
  expect([items.length, mayBeMore]).toEqual([5, false]);
});

it.each([
  ['scan', /Give it as: npm run ops -- scan TABLE/],
  ['scan Orders', /There is no table 'Orders'. One of: OrdersTable/],
  ['scan OrdersTable --limit 0', /--limit takes a whole number/],
  ['queues --environment qa', /There is no environment 'qa'/],
  ['queues --environment dev --local', /--local or --environment, not both/],
])('%s: says what is right', async (line, message) => {
  const { exitCode, err } = await run(line);
  expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
});
