// Services in processes of their own, group by group, that can be killed at any moment and come back at once.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { ServiceName } from '#platform/topology.ts';

type LogLine = { level: string; msg: string; service?: string; err?: { message: string } };

export type Fleet = {
  /** SIGKILL, and a new process in its place. Resolves when the old one is dead. */
  kill: (service: ServiceName) => Promise<void>;
  /** Those that ended by themselves. */
  exits: string[];
  /** The first hundred errors that were logged: they say why, where something is wrong in the end. */
  errors: string[];
  /** SIGTERM to all; resolves with their exit codes. */
  stop: () => Promise<(number | null)[]>;
};

const maxErrors = 100;

/** One process for each service, on the AWS that `variables` name. */
export const startFleet = (services: readonly ServiceName[], variables: Record<string, string>): Fleet => {
  const running = new Map<ServiceName, ChildProcess>();
  const exits: string[] = [];
  const errors: string[] = [];

  const start = (service: ServiceName): void => {
    const child = spawn(process.execPath, ['services/main.ts', service], {
      env: { ...process.env, ...variables },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (text) => collectError(errors, text));
    child.once('exit', (code) => {
      if (running.get(service) === child) exits.push(`${service} with exit code ${code}`);
    });
    running.set(service, child);
  };

  /** Ended by our hand: its exit is expected. */
  const end = async (service: ServiceName, signal: NodeJS.Signals): Promise<number | null> => {
    const child = running.get(service);
    running.delete(service);
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  };

  for (const service of services) start(service);
  // A test that fails half-way must not leave them running.
  onTestFinished(async () => {
    await Promise.all(services.map((service) => end(service, 'SIGKILL')));
  });
  return {
    exits,
    errors,
    kill: async (service) => {
      await end(service, 'SIGKILL');
      start(service);
    },
    stop: () => Promise.all(services.map((service) => end(service, 'SIGTERM'))),
  };
};

const collectError = (errors: string[], text: string): void => {
  const { level, service, msg, err } = JSON.parse(text) as LogLine;
  if (errors.length === maxErrors || (level !== 'error' && level !== 'fatal')) return;
  errors.push(`${service}: ${msg}${err ? ` (${err.message})` : ''}`);
};
