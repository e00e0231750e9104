// Whether this machine has a container engine, with compose.
import { execFileSync } from 'node:child_process';

/**
 * Why no container test can run here; undefined when they can.
 * @throws Error on CI: there, tests that do not run have failed
 */
export const missingEngine = (): string | undefined => {
  const reason = findFault();
  if (reason && process.env.CI === 'true') throw new Error(`Container tests cannot run: ${reason}`);
  if (reason) process.stdout.write(`Container tests are skipped: ${reason}\n`);
  return reason;
};

const findFault = (): string | undefined => {
  for (const args of [['info'], ['compose', 'version']])
    try {
      execFileSync('docker', args, { stdio: 'ignore', timeout: 30_000 });
    } catch {
      return `\`docker ${args.join(' ')}\` fails here`;
    }
  return undefined;
};
