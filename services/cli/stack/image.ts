// Builds the services' image once for a commit, and puts it into the registry; answers its digest, which never moves.
import { join } from 'node:path';
import {
  DescribeImagesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  ImageNotFoundException,
} from '@aws-sdk/client-ecr';
import { type RunTool, ToolFailed } from './run-tool.ts';
import type { Settings } from './settings.ts';

const project = join(import.meta.dirname, '../../..');
const dockerfile = join(project, 'docker/Dockerfile');
/** Whatever the image is made of. */
const inTheImage = ['services', 'docker', 'package.json', 'package-lock.json', '.npmrc', '.dockerignore'];
const platforms = { ARM64: 'linux/arm64', X86_64: 'linux/amd64' } as const;

type Registry = {
  /** 123456789012.dkr.ecr.us-east-1.amazonaws.com */
  host: string;
  region: string;
  repository: string;
};

/** '123456789012.dkr.ecr.us-east-1.amazonaws.com/waybill' → its parts. @throws Error when it is no ECR repository. Pure */
export const readRepositoryUrl = (url: string): Registry => {
  const [, host = '', region = '', repository = ''] =
    /^(\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?)\/([a-z0-9._/-]+)$/.exec(url) ?? [];
  if (host === '') throw new Error(`${url} is not the URL of an ECR repository`);
  return { host, region, repository };
};

type Deps = { ecr: ECRClient; runTool: RunTool; say: (text: string) => void; interrupted: AbortSignal };

/** @throws ToolFailed when there is something that is not committed, or a tool fails; what the SDK throws */
export const publishImage = async (
  deps: Deps,
  registry: Registry,
  architecture: Settings['cpu_architecture'],
): Promise<string> => {
  const { host, repository } = registry;
  const commit = await commitOf(deps);
  const tag = `${commit}-${platforms[architecture].split('/')[1]}`;
  const name = `${host}/${repository}`;
  const there = await digestOf(deps, repository, tag);
  if (there !== undefined) {
    deps.say(`${name}:${tag} is in the registry already\n`);
    return `${name}@${there}`;
  }
  await build(deps, `${name}:${tag}`, commit, platforms[architecture]);
  await logIn(deps, host);
  await deps.runTool('docker', ['push', `${name}:${tag}`], deps);
  const digest = await digestOf(deps, repository, tag);
  if (digest === undefined)
    throw new ToolFailed(`${name}:${tag} was pushed, but the registry does not have it`);
  return `${name}@${digest}`;
};

/** An image is named after the commit that it was built from: nobody could say what is in it otherwise. */
const commitOf = async ({ runTool, interrupted }: Deps): Promise<string> => {
  const git = (...args: string[]) => runTool('git', ['-C', project, ...args], { capture: true, interrupted });
  const changed = await git('status', '--porcelain', '--', ...inTheImage);
  if (changed !== '')
    throw new ToolFailed(
      `Commit first, since the image is named after its commit. Not committed:\n${changed.trimEnd()}`,
    );
  return (await git('rev-parse', 'HEAD')).trim();
};

const digestOf = async (
  { ecr, interrupted }: Deps,
  repositoryName: string,
  imageTag: string,
): Promise<string | undefined> => {
  try {
    const command = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] });
    const { imageDetails = [] } = await ecr.send(command, { abortSignal: interrupted });
    return imageDetails[0]?.imageDigest;
  } catch (error) {
    if (error instanceof ImageNotFoundException) return undefined;
    throw error;
  }
};

const build = async ({ runTool, interrupted }: Deps, name: string, commit: string, platform: string) => {
  const args = ['build', '--platform', platform, '--file', dockerfile, '--target', 'service'];
  const named = ['--build-arg', `REVISION=${commit}`, '--tag', name];
  await runTool('docker', [...args, ...named, project], { interrupted });
};

/** A password for twelve hours, which docker reads from stdin: it is in no argument and no log. */
const logIn = async ({ ecr, runTool, interrupted }: Deps, host: string): Promise<void> => {
  const command = new GetAuthorizationTokenCommand({});
  const { authorizationData = [] } = await ecr.send(command, { abortSignal: interrupted });
  const [, password = ''] = Buffer.from(authorizationData[0]?.authorizationToken ?? '', 'base64')
    .toString()
    .split(':');
  const args = ['login', '--username', 'AWS', '--password-stdin', host];
  await runTool('docker', args, { input: password, capture: true, interrupted });
};
