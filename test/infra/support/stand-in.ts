// An AWS to apply to: the one that AWS_STANDIN_URL names, or else moto, which ends with this process.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { anyFreePort } from '../../../localstack/ports.ts';

type StandIn = { url: string; stop: () => Promise<void> };

/** Why there is none; undefined when there is. */
export const missingStandIn = (): string | undefined => {
  if (process.env.AWS_STANDIN_URL) return undefined;
  try {
    execFileSync('python3', ['-c', 'import moto.server'], { stdio: 'ignore', timeout: 60_000 });
    return undefined;
  } catch {
    const reason =
      "there is no moto for python3 (pip install 'moto[all,server]'), and AWS_STANDIN_URL is not set";
    process.stdout.write(`The stack is not applied: ${reason}\n`);
    return reason;
  }
};

/** @throws Error when it ends before it listens */
export const startStandIn = async (): Promise<StandIn> => {
  const given = process.env.AWS_STANDIN_URL;
  if (given) return { url: given, stop: async () => undefined };
  const port = await anyFreePort();
  const child = spawn('python3', [join(import.meta.dirname, 'stand-in.py')], {
    env: { ...process.env, PORT: String(port), MOTO_ACCOUNT_ID: '000000000000' },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stderr });
  const listens = new Promise<void>((resolve) => {
    // It goes on to log each request, which must be read lest it stall.
    lines.on('line', (line) => line.includes('Running on') && resolve());
  });
  await Promise.race([
    listens,
    exited.then(([code]) => Promise.reject(new Error(`moto ended, with exit code ${code}`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
};
