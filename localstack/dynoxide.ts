// DynamoDB on this machine: the dynoxide binary, in memory, as a child that cannot outlive this process.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { anyFreePort, isFree } from './ports.ts';
import { probe } from './probe.ts';

const readyWithinMs = 10_000;
const pollMs = 10;
const attempts = 3;

/** Characters of what the binary last wrote to stderr, for the error that says why it did not start. */
const keptStderr = 1_000;

/**
 * The shell becomes dynoxide; beside it, a watcher reads a pipe from this process. The pipe closes however this process
 * ends, `kill -9` included, and then the watcher ends dynoxide.
 */
const script = 'exec 3<&0; (cat <&3; kill -9 "$$") >/dev/null 2>&1 & exec 3<&-; exec "$0" "$@" </dev/null';

/** @throws Error that names the way out, where no package carries a binary for the platform */
export const dynoxideBinary = (platform = `${process.platform}-${process.arch}`): string => {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@dynoxide/${platform}/package.json`);
    return join(dirname(manifest), 'dynoxide');
  } catch (cause) {
    throw new Error(
      `The embedded DynamoDB has no binary for ${platform} here. Run a DynamoDB yourself and name it, e.g. ` +
        '`docker run -p 8000:8000 amazon/dynamodb-local` and AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:8000.',
      { cause },
    );
  }
};

/** Whether a dynoxide answers there. */
export const isDynoxide = async (url: string): Promise<boolean> =>
  (await probe(url))?.headers.get('server')?.startsWith('Dynoxide') ?? false;

/**
 * Starts an empty DynamoDB on `preferred` if that is free, else on any port.
 * @throws Error where there is no binary, or when it does not answer in time: then with the end of its stderr
 */
export const startDynoxide = async (
  preferred?: number,
  { host = '127.0.0.1', binary = dynoxideBinary() } = {},
): Promise<{ url: string; stop: () => Promise<void> }> => {
  let stderr = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const wanted = attempt === 1 ? preferred : undefined;
    const port = wanted !== undefined && (await isFree(wanted)) ? wanted : await anyFreePort();
    const url = `http://127.0.0.1:${port}`;
    const started = await spawnOn(binary, host, port);
    if (await isReady(started.child, url)) return { url, stop: started.stop };
    await started.stop();
    stderr = started.stderr();
  }
  throw new Error(
    `${binary} did not answer in ${attempts} attempts. ${stderr || 'It wrote nothing to stderr.'}`,
  );
};

type Started = {
  child: ChildProcess;
  /** Resolves when the child has ended and all that it wrote was read. */
  stop: () => Promise<void>;
  /** The end of what it wrote to stderr so far. */
  stderr: () => string;
};

/** In a process group of its own: a Ctrl-C must not end it before the services have drained. */
const spawnOn = async (binary: string, host: string, port: number): Promise<Started> => {
  const command = [script, binary, 'serve', '--host', host, '--port', String(port)];
  const child = spawn('sh', ['-c', ...command], { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptStderr);
  });
  child.once('exit', () => child.stdin.destroy());
  await once(child, 'spawn');
  const closed = once(child, 'close');
  return {
    child,
    stop: async () => {
      child.stdin.end();
      await closed;
    },
    stderr: () => stderr.trim(),
  };
};

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const isReady = async (child: ChildProcess, url: string): Promise<boolean> => {
  const deadline = performance.now() + readyWithinMs;
  while (isRunning(child) && performance.now() < deadline) {
    if ((await isDynoxide(url)) && isRunning(child)) return true;
    await delay(pollMs);
  }
  return false;
};
