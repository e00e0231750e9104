// The last of the files that share the applied stack: it stays as it is, and goes without a trace.
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { afterAll, expect, it } from 'vitest';
import { ask } from './support/ask.ts';
import { describeStack } from './support/stack.ts';

describeStack('an environment', (stack) => {
  afterAll(() => stack().close());

  it('does not change when it is planned again', async () => {
    expect(await stack().plan()).toEqual([]);
  });

  it('is destroyed, and leaves nothing', { timeout: 300_000 }, async () => {
    const { runtime, url, destroy, state } = stack();
    await destroy();
    expect(JSON.parse(await state()).resources).toEqual([]);
    const { QueueUrls = [] } = await runtime.aws.sqs.send(new ListQueuesCommand({}));
    const { Topics = [] } = await runtime.aws.sns.send(new ListTopicsCommand({}));
    const { TableNames = [] } = await runtime.aws.dynamo.send(new ListTablesCommand({}));
    const { logGroups } = await ask(url, 'logs', 'Logs_20140328.DescribeLogGroups', {});
    expect([QueueUrls, Topics, TableNames, logGroups]).toEqual([[], [], [], []]);
    runtime.aws.close();
  });
});
