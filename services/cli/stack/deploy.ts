// `npm run deploy`: builds the image of this commit, applies it, waits until it runs, and proves it by an order. What
// fails goes back to the image that ran before.
import { messageOf } from '#platform/error-message.ts';
import { parseFlags } from '../ops/parse-flags.ts';
import { shown } from '../ops/table.ts';
import { exitCodes, Fault } from '../ops/terminal.ts';
import { wholeNumber } from '../ops/values.ts';
import { createClients } from './clients.ts';
import { environmentFlag, type StackCommand, type StackTerminal } from './command.ts';
import { type DeploySteps, type Outcome, deploy as runSteps } from './deploy-steps.ts';
import { imageFor } from './image-command.ts';
import type { Stack } from './outputs.ts';
import { awaitRollout } from './rollout.ts';
import { ToolFailed } from './run-tool.ts';
import { readServices, type ServiceState } from './services.ts';
import { assertEnvironment } from './settings.ts';
import { proveByOrder, type Smoke, smokes } from './smoke.ts';
import { createTerraform, existing, type Terraform } from './terraform.ts';

type Options = {
  environment: string;
  image: string | undefined;
  smoke: Smoke;
  /** Seconds that the services may take to come up. */
  wait: number;
  approved: boolean;
};

const flags = {
  ...environmentFlag,
  image: { type: 'string' },
  smoke: { type: 'string', default: 'full' },
  wait: { type: 'string', default: '900' },
  yes: { type: 'boolean', default: false },
} as const;

/** @throws Fault that names the option */
const readDeploy = (args: string[]): Options => {
  const { values } = parseFlags({ args, options: flags });
  const smoke = smokes.find((name) => name === values.smoke);
  if (!smoke) throw new Fault(`--smoke takes one of ${smokes.join(', ')}, not '${shown(values.smoke)}'`);
  return {
    environment: assertEnvironment(values.environment),
    image: values.image,
    smoke,
    wait: wholeNumber('--wait', values.wait, 3_600),
    approved: values.yes,
  };
};

export const deploy: StackCommand = async (args, terminal) => {
  const options = readDeploy(args);
  const terraform = createTerraform(options.environment, terminal);
  const image = options.image ?? (await imageFor(options.environment, terminal));
  const outcome = await runSteps(image, stepsOf(options, terraform, terminal));
  return tell(outcome, options, terminal);
};

const stepsOf = (options: Options, terraform: Terraform, terminal: StackTerminal): DeploySteps => {
  const { environment, approved, wait: seconds, smoke } = options;
  const { writeError: say, interrupted } = terminal;
  const stack = () => existing(terraform, environment);
  return {
    running: async () => {
      const there = await terraform.outputs();
      return there ? imagesThatRun(there, terminal) : [];
    },
    agree: async (image) => {
      await terraform.plan(image);
      return approved || (await terminal.ask(`Apply this to ${environment}? yes or no: `)) === 'yes';
    },
    applyAgreed: terraform.applyPlan,
    apply: terraform.apply,
    settle: async (image) => settle(await stack(), { image, seconds }, terminal),
    prove: async () => proveByOrder((await stack()).endpoint, smoke, terminal),
    say,
    interrupted,
  };
};

const settle = async (
  stack: Stack,
  wanted: { image: string; seconds: number },
  { writeError: say, interrupted }: StackTerminal,
): Promise<void> => {
  const clients = createClients(stack.region);
  try {
    const read = (signal: AbortSignal) => readServices(clients, stack, signal);
    await awaitRollout({ read, say, interrupted }, wanted);
  } finally {
    clients.close();
  }
};

/** None where a service was never made. */
const imagesThatRun = async (
  stack: Stack,
  { interrupted, writeError }: StackTerminal,
): Promise<readonly string[]> => {
  const clients = createClients(stack.region);
  try {
    return imagesOf(await readServices(clients, stack, interrupted));
  } catch (error) {
    if (!(error instanceof ToolFailed)) throw error;
    writeError(`${error.message}. So there is nothing to go back to.\n`);
    return [];
  } finally {
    clients.close();
  }
};

/**
 * The API's first: where services differ, a deployment was cut off, and the API's counts as what ran. One that never came up
 * ran nowhere: then what it was to replace counts. Pure.
 */
export const imagesOf = (services: readonly ServiceState[]): string[] => {
  const isApi = ({ task }: ServiceState) => task === 'orders-api';
  const sorted = [...services.filter(isApi), ...services.filter((one) => !isApi(one))];
  return [
    ...new Set([
      ...sorted.map(({ image, replaces }) => replaces ?? image),
      ...sorted.map(({ image }) => image),
    ]),
  ];
};

const tell = (outcome: Outcome, { environment }: Options, { write, writeError }: StackTerminal): number => {
  if (outcome.kind === 'declined') writeError('Nothing was changed.\n');
  if (outcome.kind === 'deployed') write(`${environment} is deployed.\n`);
  if (outcome.kind !== 'failed') return outcome.kind === 'deployed' ? exitCodes.done : exitCodes.failed;
  writeError(`${messageOf(outcome.cause)}\n${wayBack(outcome.back, environment)}\n`);
  return exitCodes.failed;
};

const wayBack = (back: Extract<Outcome, { kind: 'failed' }>['back'], environment: string): string => {
  const look = `npm run status -- --environment ${environment}`;
  if (back === 'done') return `${environment} runs what it ran before. Look: ${look}`;
  if (back === 'not needed')
    return `It is the image that ran before, so there is nothing to go back to. Look: ${look}`;
  if (back === 'nothing to go back to')
    return `This was the first deployment: there is nothing to go back to. Look: ${look}`;
  if ('overtakenBy' in back)
    return `Somebody else has deployed ${back.overtakenBy} meanwhile, so nothing goes back. Look: ${look}`;
  return `Going back failed as well: ${messageOf(back.failed)}. Look: ${look}`;
};
