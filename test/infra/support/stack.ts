// The development environment, applied once to a stand-in for AWS; all test files of one run share it, and the last destroys it.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import settings from '../../../infra/environments/dev/settings.json' with { type: 'json' };
import { type Change, changesIn } from './changes.ts';
import { resourcesOf } from './resources.ts';
import { missingStandIn, startStandIn } from './stand-in.ts';
import { createWorkspace, missingTerraform } from './terraform.ts';

// biome-ignore lint/suspicious/noExplicitAny: Terraform's values are looked into freely by tests
type Json = any;

type Stack = {
  url: string;
  /** Clients and names of what was made: RESOURCE_PREFIX and the endpoint are set. */
  runtime: Runtime;
  /** Of `terraform output`. */
  outputs: Record<string, Json>;
  /** Attributes of the resources of a type, by address. */
  resources: (type: string) => Record<string, Json>;
  /** What Terraform keeps of them, as text. */
  state: () => Promise<string>;
  /** What the provider has asked AWS for so far, as 'ECS CreateCluster'; sorted. */
  calls: () => Promise<string[]>;
  /** What a plan would change now, but for what the stand-in is known to misreport. */
  plan: () => Promise<Change[]>;
  destroy: () => Promise<void>;
  /** Ends the stand-in, and removes what was written. */
  close: () => Promise<void>;
};

const folder = 'infra/environments/dev';
const applySeconds = 300;
export const credentials = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'us-east-1',
};

let applied: Promise<Stack> | undefined;

/** The first call applies, and the others wait for it. */
export const appliedStack = (): Promise<Stack> => {
  applied ??= apply();
  // Whoever needs the stack awaits it, and fails then.
  applied.catch(() => undefined);
  return applied;
};

const missing = (): string | undefined => missingTerraform() ?? missingStandIn();

/** Tests on the applied stack; skipped where Terraform or a stand-in is missing. */
export const describeStack = (name: string, body: (stack: () => Stack) => void): void => {
  let stack: Stack;
  describe.skipIf(missing())(name, () => {
    beforeAll(async () => {
      stack = await appliedStack();
    }, applySeconds * 1_000);
    body(() => stack);
  });
};

const apply = async (): Promise<Stack> => {
  const [standIn, workspace] = await Promise.all([startStandIn(), createWorkspace()]);
  const log = workspace.path('provider.log');
  const variables = {
    ...credentials,
    AWS_ENDPOINT_URL: standIn.url,
    TF_LOG_PROVIDER: 'DEBUG',
    TF_LOG_PATH: log,
  };
  const options = { variables, seconds: applySeconds };
  const terraform = (...args: string[]) => workspace.terraform(folder, args, options);
  // No task runs there, so there is no steady state to wait for.
  const image = '000000000000.dkr.ecr.us-east-1.amazonaws.com/waybill:stand-in';
  const chosen = [`-var=image=${image}`, '-var=wait_for_steady_state=false', '-parallelism=20'];

  await workspace.init(folder);
  await terraform('apply', '-auto-approve', ...chosen);
  const shown = JSON.parse(await terraform('show', '-json'));
  const outputs = valuesOf(shown.values.outputs);
  return {
    url: standIn.url,
    runtime: runtimeOn(standIn.url, outputs),
    outputs,
    resources: (type) => resourcesOf(shown.values.root_module, type),
    state: () => readFile(workspace.path(folder, 'terraform.tfstate'), 'utf8'),
    calls: async () => callsIn(await readFile(log, 'utf8')),
    plan: async () => {
      await terraform('plan', '-out=plan', ...chosen);
      return changesIn(JSON.parse(await terraform('show', '-json', 'plan')));
    },
    destroy: async () => {
      await terraform('destroy', '-auto-approve', ...chosen);
    },
    close: async () => {
      await standIn.stop();
      await workspace.remove();
    },
  };
};

const valuesOf = (outputs: Record<string, { value: Json }>): Record<string, Json> =>
  Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));

/** The provider's log tells of each request in a line: … rpc.method=CreateCluster … rpc.service=ECS … */
const callsIn = (text: string): string[] => {
  const calls = text.split('\n').flatMap((line) => {
    const method = /rpc\.method=(\w+)/.exec(line)?.[1];
    const [, quoted, plain] = /rpc\.service=(?:"([^"]+)"|(\S+))/.exec(line) ?? [];
    const service = quoted ?? plain;
    return method && service ? [`${service} ${method}`] : [];
  });
  return [...new Set(calls)].sort();
};

/** As a service of this environment has it, but for the credentials and for what moto cannot do. */
const runtimeOn = (url: string, outputs: Record<string, Json>): Runtime => {
  Object.assign(process.env, credentials);
  return createRuntime(
    readEnv({
      AWS_ENDPOINT_URL: url,
      AWS_REGION: outputs.region,
      RESOURCE_PREFIX: outputs.resource_prefix,
      MAIL_FROM: settings.mail_from,
      DYNAMODB_WRITES: 'single',
      RECEIVE_WAIT_SECONDS: '1',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    }),
  );
};
