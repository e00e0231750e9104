// Programs that are run, and what they answer: with Node in their place, which is here for sure.
import { expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../stack.ts';
import { createRecorder } from '../testing/recorder.ts';
import type { StackTerminal } from './command.ts';
import { readRepositoryUrl } from './image.ts';
import { readOutputs } from './outputs.ts';
import { type RunTool, runTool, ToolFailed } from './run-tool.ts';
import { createTerraform } from './terraform.ts';

const interrupted = new AbortController().signal;
const node = process.execPath;

it('answers what a program prints, given on stdin what it is to read', async () => {
  const script = 'process.stdin.pipe(process.stdout)';
  const answer = await runTool(node, ['--eval', script], { capture: true, input: 'hello', interrupted });
  expect(answer).toBe('hello');
});

it('a program that fails says which it was', async () => {
  const failing = runTool(node, ['--eval', 'process.exit(3)'], { interrupted });
  await expect(failing).rejects.toThrow(/ ended with 3: what it says is above/);
});

it('a program that fails without reading what it is given says which it was', async () => {
  const args = ['--eval', 'process.exit(3)'];
  const failing = runTool(node, args, { capture: true, input: 'secret '.repeat(100_000), interrupted });
  await expect(failing).rejects.toThrow(/ ended with 3: what it says is above/);
});

it('a program that is not there names the way out', async () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  vi.stubEnv('PATH', '/nowhere');
  const missing = runTool('terraform', ['version'], { interrupted });
  await expect(missing).rejects.toThrow(/There is no terraform on this machine: install Terraform/);
});

const outputs = {
  api_endpoint: { value: 'https://shop.example.com/' },
  region: { value: 'eu-west-1' },
  cluster_name: { value: 'waybill-dev' },
  service_names: { value: { payment: 'payment' } },
  log_group_names: { value: { payment: '/waybill-dev/payment' } },
  resource_prefix: { value: 'waybill-dev-' },
};

it("reads Terraform's outputs", () => {
  expect(readOutputs(JSON.stringify(outputs))).toEqual({
    endpoint: 'https://shop.example.com',
    region: 'eu-west-1',
    cluster: 'waybill-dev',
    services: { payment: 'payment' },
    logGroups: { payment: '/waybill-dev/payment' },
    resourcePrefix: 'waybill-dev-',
    dashboard: undefined,
  });
  expect(readOutputs('{}')).toBeUndefined();
  const { region: _, ...rest } = outputs;
  expect(() => readOutputs(JSON.stringify(rest))).toThrow('no output region');
});

/** Terraform as it is called; `failing` is the verb that fails. */
const fakeTerraform = (failing?: string) => {
  const calls: string[] = [];
  const run: RunTool = async (_, args) => {
    const [verb = '', ...rest] = args.slice(1).filter((arg) => arg !== '-no-color');
    calls.push([verb, ...rest].join(' '));
    if (verb === failing) throw new ToolFailed(`terraform ${verb} ended with 1`);
    return verb === 'output' ? '{}' : '';
  };
  return { calls, run };
};

it('a deployment applies the plan that was shown, and a way back asks nobody', async () => {
  const { calls, run } = fakeTerraform();
  const terraform = createTerraform('dev', { runTool: run, interrupted });
  await terraform.plan('waybill@new');
  await terraform.applyPlan();
  await terraform.apply('waybill@old');
  const plan = `.terraform/deploy-${process.pid}.tfplan`;
  expect(calls).toEqual([
    'init -input=false',
    `plan -input=false -var=image=waybill@new -out=${plan}`,
    `apply -input=false ${plan}`,
    'apply -input=false -auto-approve -var=image=waybill@old',
  ]);
});

/** Runs a command; `err` is what it said. */
const command = async (line: string, change: Partial<StackTerminal> = {}) => {
  const { printed, ...output } = createRecorder();
  const exitCode = await main(line.split(' '), {
    ...output,
    interrupted,
    variables: {},
    local: { messaging: '', dynamo: '' },
    runTool: fakeTerraform().run,
    ask: async () => 'no',
    ...change,
  });
  return { exitCode, ...printed };
};

it('an environment that was never deployed says how it is', async () => {
  const { exitCode, err } = await command('status --environment dev');
  expect(err).toBe('There is nothing of dev yet: npm run deploy -- --environment dev\n');
  expect(exitCode).toBe(1);
});

it('Terraform that does not know its state names the document that says it', async () => {
  const { run } = fakeTerraform('init');
  const { exitCode, err } = await command('deploy --environment dev --image r/w@sha256:0', { runTool: run });
  expect([exitCode, err]).toEqual([1, expect.stringContaining('docs/deploy.md')]);
});

it.each(['shipping', 'constructor'])(
  "logs of '%s', which the environment has not, are refused",
  async (task) => {
    const { exitCode, err } = await command(`logs ${task} --environment dev`, {
      runTool: async () => JSON.stringify(outputs),
    });
    expect([exitCode, err]).toEqual([
      2,
      expect.stringContaining(`There is no log of '${task}': one of payment`),
    ]);
  },
);

it('a deployment that nobody agrees to changes nothing', async () => {
  const { calls, run } = fakeTerraform();
  const { exitCode, err } = await command('deploy --environment dev --image r/w@sha256:0', { runTool: run });
  expect([exitCode, err]).toEqual([1, 'Nothing was changed.\n']);
  expect(calls.filter((call) => call.startsWith('apply'))).toEqual([]);
});

it('what is protected is not destroyed', async () => {
  const { calls, run } = fakeTerraform();
  const { exitCode, err } = await command('destroy --environment prod --yes', { runTool: run });
  expect([exitCode, err]).toEqual([2, expect.stringContaining('set deletion_protection to false')]);
  expect(calls).toEqual([]);
  expect((await command('destroy --environment dev --yes', { runTool: run })).out).toBe('dev is gone.\n');
  expect(calls.at(-1)).toMatch(/^destroy .*-auto-approve/);
});

it.each(['deploy', 'status', 'logs', 'destroy', 'image'])(
  '%s without an environment lists them',
  async (name) => {
    const { exitCode, err } = await command(`${name}`);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(/^Which environment\? .*dev, prod, staging/)]);
  },
);

it.each(['frobnicate', ''])("'%s' is no command", async (name) => {
  const { exitCode, out } = await command(name);
  expect([exitCode, out]).toEqual([2, expect.stringContaining('npm run deploy -- --environment dev')]);
});

it("reads a registry's URL, and refuses what is none", () => {
  expect(readRepositoryUrl('123456789012.dkr.ecr.eu-west-1.amazonaws.com/waybill')).toEqual({
    host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
    region: 'eu-west-1',
    repository: 'waybill',
  });
  expect(() => readRepositoryUrl('docker.io/waybill')).toThrow('not the URL of an ECR repository');
});
