// Terraform on a copy of infra/: nothing is written beside the sources. Providers come from this machine where it has them.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Why Terraform cannot run here; undefined when it can.
 * @throws Error on CI: there, tests that do not run have failed
 */
export const missingTerraform = (): string | undefined => {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore', timeout: 30_000, env: environment() });
    return undefined;
  } catch {
    const reason = 'there is no terraform on this machine';
    if (process.env.CI === 'true') throw new Error(`Infrastructure tests cannot run: ${reason}`);
    process.stdout.write(`Infrastructure tests are skipped: ${reason}\n`);
    return reason;
  }
};

export type Workspace = {
  /** Folders with Terraform files, such as infra/modules/queue; sorted. */
  folders: string[];
  /** Resolves with what it printed. @throws Error with what it printed; after `seconds` too */
  terraform: (folder: string, args: string[], options?: Options) => Promise<string>;
  init: (folder: string) => Promise<string>;
  path: (...parts: string[]) => string;
  remove: () => Promise<void>;
};

type Options = { seconds?: number; variables?: Record<string, string> };

/** infra/ and what it reads, in a folder of their own, with states in files. */
export const createWorkspace = async (): Promise<Workspace> => {
  const root = await mkdtemp(join(tmpdir(), 'waybill-infra-'));
  await cp('infra', join(root, 'infra'), { recursive: true, filter: isSource });
  await mkdir(join(root, 'services'));
  await cp('services/topology.json', join(root, 'services/topology.json'));
  for (const backend of globSync('infra/**/backend.tf', { cwd: root }))
    await writeFile(join(root, dirname(backend), 'backend_override.tf'), localBackend);
  const terraform: Workspace['terraform'] = (folder, args, options) => run(join(root, folder), args, options);
  return {
    folders: globSync('infra/**/versions.tf', { cwd: root }).map(dirname).sort(),
    terraform,
    init: (folder) => terraform(folder, ['init', '-input=false', ...providers()]),
    path: (...parts) => join(root, ...parts),
    remove: () => rm(root, { recursive: true, force: true }),
  };
};

const localBackend = 'terraform {\n  backend "local" {}\n}\n';

const isSource = (path: string): boolean => basename(path) !== '.terraform' && !path.includes('.tfstate');

const run = async (
  cwd: string,
  args: string[],
  { seconds = 240, variables = {} }: Options = {},
): Promise<string> => {
  const [command = '', ...rest] = args;
  const options = { cwd, env: { ...environment(), ...variables }, timeout: seconds * 1_000, maxBuffer: 64e6 };
  try {
    const { stdout } = await execute('terraform', [command, '-no-color', ...rest], options);
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`terraform ${command} failed in ${cwd}:\n${stdout}\n${stderr}`, { cause: error });
  }
};

/** A configuration that is named but not there makes every command warn. */
const environment = (): Record<string, string | undefined> => {
  const named = process.env.TF_CLI_CONFIG_FILE;
  const configuration = named && !existsSync(named) ? { TF_CLI_CONFIG_FILE: undefined } : {};
  return { ...process.env, ...configuration, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
};

/** TERRAFORM_PLUGIN_DIR, or a folder of providers under /opt; without one Terraform downloads them. */
const providers = (): string[] => {
  const [found] = globSync('/opt/*/registry.terraform.io').map(dirname);
  const folder = process.env.TERRAFORM_PLUGIN_DIR ?? found;
  return folder ? [`-plugin-dir=${folder}`] : [];
};
