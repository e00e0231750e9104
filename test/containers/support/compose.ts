// `docker compose`, as a person types it.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Building the images for the first time is the longest. */
const timeoutMs = 300_000;
const maxBuffer = 256 * 1_024 * 1_024;

/** What it writes to stdout. @throws Error with what it wrote to stderr */
export const docker = async (args: readonly string[], variables: Record<string, string> = {}) => {
  const env = { ...process.env, COMPOSE_PROGRESS: 'plain', ...variables };
  const { stdout } = await run('docker', args, { env, timeout: timeoutMs, maxBuffer });
  return stdout;
};

type Container = { image: string; environment: Record<string, string> };

/** What compose.yaml says of a container, its variables replaced. */
export const composeFile = async (name: string): Promise<Container> => {
  const config = JSON.parse(await docker(['compose', 'config', '--format', 'json']));
  return (config as { services: Record<string, Container> }).services[name] as Container;
};
