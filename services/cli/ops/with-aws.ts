// Connects a command to its AWS, and says on stderr which one that is before anything else happens.
import { connect } from 'node:net';
import { createQueueUrls } from '#operations/queue-urls.ts';
import { type Env, readEnv } from '#platform/env.ts';
import { messageOf } from '#platform/error-message.ts';
import { createLogger } from '#platform/logger.ts';
import { createRuntime, type Runtime } from '#platform/runtime.ts';
import { runTool } from '../stack/run-tool.ts';
import { assertEnvironment } from '../stack/settings.ts';
import { createTerraform, existing } from '../stack/terraform.ts';
import { chooseTarget, type Target, type TargetFlags } from './target.ts';
import { Fault, type Terminal, Unreachable } from './terminal.ts';
import { isUnreachable } from './unreachable.ts';

/** @throws Fault when it is not clear which AWS is meant; Unreachable; what `use` throws */
export const withAws = async (
  terminal: Terminal,
  flags: TargetFlags,
  use: (runtime: Runtime) => Promise<number>,
): Promise<number> => {
  const target = await targetOf(terminal, flags);
  for (const name of target.unset) delete terminal.variables[name];
  Object.assign(terminal.variables, target.set);
  const env = environment(terminal.variables);
  const log = createLogger('warn', { write: (line) => terminal.writeError(warningIn(line)) });
  const runtime = { ...createRuntime(env), log };
  try {
    await introduce(runtime, target, terminal);
    return await use(runtime);
  } finally {
    runtime.aws.close();
  }
};

const environment = (variables: Terminal['variables']): Env => {
  try {
    return readEnv(variables);
  } catch (error) {
    throw new Fault(messageOf(error));
  }
};

/** A line of the JSON log → a line for a person. */
const warningIn = (line: string): string => {
  const { msg, err } = JSON.parse(line) as { msg: string; err?: { message: string } };
  return `warning: ${msg}${err ? `: ${err.message}` : ''}\n`;
};

/** Whoever has credentials for AWS and runs a Waybill here could mean either: what is done to the one here does no harm. */
const targetOf = async (terminal: Terminal, flags: TargetFlags): Promise<Target> => {
  const { variables, local, writeError } = terminal;
  const choose = () => chooseTarget(flags, variables, local);
  const target = choose();
  if (flags.environment !== undefined) {
    Object.assign(variables, await variablesOf(flags.environment, terminal));
    return choose();
  }
  if (target.kind !== 'guessed' || !(await answers(local.messaging))) return target;
  writeError(
    'A Waybill runs on this machine, so that one is meant, and not AWS, though there are credentials: see --aws\n',
  );
  return chooseTarget({ local: true, aws: false }, variables, local);
};

/** What the tasks of a deployed environment are told. @throws Fault, ToolFailed when there is none of this name */
const variablesOf = async (environment: string, { interrupted }: Terminal) => {
  const name = assertEnvironment(environment);
  const { region, resourcePrefix } = await existing(createTerraform(name, { runTool, interrupted }), name);
  return { AWS_REGION: region, RESOURCE_PREFIX: resourcePrefix };
};

const answers = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), timeout: 1_000 });
    const settle = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });

/** The account stands in the URL of any queue. */
const introduce = async ({ aws }: Runtime, target: Target, { writeError }: Terminal): Promise<void> => {
  const [asked] = await Promise.allSettled([createQueueUrls(aws)('order-queue')]);
  const isAws = target.kind === 'aws' || target.kind === 'guessed';
  const account = asked.status === 'fulfilled' && isAws ? /\/(\d{12})\//.exec(asked.value)?.[1] : undefined;
  writeError(`${target.label}${account ? `, account ${account}` : ''}\n`);
  if (asked.status === 'fulfilled') return;
  if (!isUnreachable(asked.reason)) throw asked.reason;
  throw new Unreachable(`It cannot be reached: ${messageOf(asked.reason)}. ${advice[target.kind]}`, {
    cause: asked.reason,
  });
};

const advice = {
  local: 'Start Waybill with `npm start`; or name another AWS: AWS_ENDPOINT_URL, credentials, or --aws.',
  named: 'Is that AWS up, and AWS_ENDPOINT_URL_SQS right?',
  aws: 'Are there credentials, and a way to AWS from here?',
  guessed: 'Are the credentials valid, and is there a way to AWS from here?',
} as const;
