// The commands that look after an environment, on the one that Terraform made. A stand-in runs no task, so nothing is well.
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newOrderId } from '#test/messages.ts';
import type { RunTool } from '../../services/cli/stack/run-tool.ts';
import { main } from '../../services/cli/stack.ts';
import { createRecorder } from '../../services/cli/testing/recorder.ts';
import { describeStack } from './support/stack.ts';

describeStack('the commands', (stack) => {
  beforeEach(() => {
    vi.stubEnv('AWS_ENDPOINT_URL', stack().url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  });
  afterEach(() => vi.unstubAllEnvs());

  /** Terraform's state is elsewhere than where an environment has it. */
  const terraform: RunTool = async () => {
    const outputs = Object.entries(stack().outputs).map(([name, value]) => [name, { value }]);
    return JSON.stringify(Object.fromEntries(outputs));
  };

  const run = async (line: string, runTool = terraform) => {
    const { printed, ...output } = createRecorder();
    const exitCode = await main(line.split(' '), {
      ...output,
      interrupted: new AbortController().signal,
      variables: {},
      local: { messaging: '', dynamo: '' },
      runTool,
      ask: async () => 'no',
    });
    return { exitCode, ...printed };
  };

  it('status tells of every service, and of what is wrong', async () => {
    const { exitCode, out } = await run('status --environment dev --json');
    const { services, isWell } = JSON.parse(out) as {
      services: { task: string; image: string }[];
      isWell: boolean;
    };
    expect(services.map(({ task }) => task)).toEqual(Object.keys(stack().outputs.service_names).sort());
    expect(new Set(services.map(({ image }) => image)).size).toBe(1);
    expect([exitCode, isWell]).toEqual([1, false]);
    expect((await run('status --environment dev')).out).toMatch(/^payment +0 +\d+ +\d+ {2}under way /m);
  });

  it('status names the alarms that ring, but for those that only add tasks', async () => {
    const client = new CloudWatchClient({ region: 'us-east-1' });
    const ring = async (name: string, ...AlarmActions: string[]) => {
      const AlarmName = `${stack().outputs.resource_prefix}${name}`;
      await client.send(
        new PutMetricAlarmCommand({
          AlarmName,
          AlarmActions,
          Namespace: 'Waybill',
          MetricName: 'TaskErrors',
          ComparisonOperator: 'GreaterThanThreshold',
          EvaluationPeriods: 1,
          Period: 60,
          Statistic: 'Sum',
          Threshold: 0,
        }),
      );
      await client.send(
        new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: `${name} rings` }),
      );
    };
    await ring('test-errors', 'arn:aws:sns:us-east-1:000000000000:waybill-dev-alarms');
    await ring('test-scaling', 'arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:1:resource/ecs/x');
    const { alarms } = JSON.parse((await run('status --environment dev --json')).out);
    expect(alarms).toMatchObject([{ name: 'waybill-dev-test-errors', why: 'test-errors rings' }]);
    expect((await run('status --environment dev')).out).toContain('  waybill-dev-test-errors since ');
    client.destroy();
  });

  it('logs shows what services wrote, of one order or of all', async () => {
    const client = new CloudWatchLogsClient({ region: 'us-east-1' });
    const logGroupName = stack().outputs.log_group_names.payment;
    const orderId = newOrderId();
    const line = (msg: string, more = {}) => ({
      timestamp: Date.now(),
      message: JSON.stringify({ level: 'info', service: 'payment', msg, ...more }),
    });
    const logEvents = [line('handled', { orderId }), line('started')];
    await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'test' }));
    await client.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'test', logEvents }));
    const all = await run('logs payment --environment dev');
    expect(all.out).toMatch(/ info {2}payment: started\n/);
    const one = await run(`logs --environment dev --order ${orderId}`);
    expect(one.out).toMatch(new RegExp(`^\\S+ \\S+ info {2}payment: handled {2}orderId=${orderId}\n$`));
    expect([all.exitCode, one.exitCode]).toEqual([0, 0]);
    const unknown = await run('logs nobody --environment dev');
    expect([unknown.exitCode, unknown.err]).toEqual([2, expect.stringContaining('one of inventory, ')]);
    client.destroy();
  });

  it('image builds for a commit once, and answers the digest that the registry has', async () => {
    const client = new ECRClient({ region: 'us-east-1' });
    const repositoryName = 'images-test';
    await client.send(new CreateRepositoryCommand({ repositoryName }));
    const mediaType = 'application/vnd.docker.distribution.manifest.v2+json';
    const calls: string[] = [];
    const passwords: string[] = [];
    const runTool: RunTool = async (name, args, { input }) => {
      const verb = args.find((arg) => /^[a-z]/.test(arg)) ?? '';
      calls.push(`${name} ${verb}`);
      if (verb === 'login') passwords.push(input ?? '');
      const imageTag = args.at(-1)?.split(':').at(-1);
      const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType, layers: [] });
      if (verb === 'push')
        await client.send(new PutImageCommand({ repositoryName, imageTag, imageManifest }));
      return verb === 'rev-parse' ? `${'c'.repeat(40)}\n` : '';
    };
    const line = `image --environment dev --repository 000000000000.dkr.ecr.us-east-1.amazonaws.com/${repositoryName}`;
    const first = await run(line, runTool);
    expect(first.out).toMatch(
      /^000000000000\.dkr\.ecr\.us-east-1\.amazonaws\.com\/images-test@sha256:[0-9a-f]{64}\n$/,
    );
    expect(calls.filter((call) => call.startsWith('docker'))).toEqual([
      'docker build',
      'docker login',
      'docker push',
    ]);
    expect(passwords).toEqual([expect.stringMatching(/\S/)]);
    calls.length = 0;
    const again = await run(line, runTool);
    expect([again.out, again.err]).toEqual([first.out, expect.stringContaining('-arm64 is in the registry')]);
    expect(calls.filter((call) => call.startsWith('docker'))).toEqual([]);
    client.destroy();
  });
});
