// Services in a process of their own, to be signalled and killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

type ServiceProcess = {
  /** Sends the signal, and resolves with the exit code when the process has ended. */
  stop: (signal: NodeJS.Signals) => Promise<number | null>;
  /** Resolves with the first log line, from now on, that matches. */
  logged: (matches: (line: LogLine) => boolean) => Promise<LogLine>;
};

export type LogLine = {
  level: string;
  msg: string;
  service?: string;
  queue?: string;
  type?: string;
  outcome?: string;
  orderId?: string;
};

/** Resolves when each of the services has said that it has started. `observe` sees every log line. */
export const startServiceProcess = async (
  names: string[],
  variables: Record<string, string>,
  observe: (line: LogLine) => void = () => undefined,
): Promise<ServiceProcess> => {
  const child = spawn(process.execPath, ['services/main.ts', ...names], {
    env: { ...process.env, ...variables, LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A test that fails half-way must not leave it running.
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const logged = watchLog(child, observe);
  await Promise.all(names.map((name) => logged(({ msg, service }) => msg === 'started' && service === name)));
  return {
    logged,
    stop: async (signal) => {
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = await exited;
      return code as number | null;
    },
  };
};

const watchLog = (child: ChildProcess, observe: (line: LogLine) => void): ServiceProcess['logged'] => {
  const watchers = new Set<(line: LogLine) => void>();
  const exits = Promise.withResolvers<never>();
  exits.promise.catch(() => undefined);
  child.on('exit', (code) => exits.reject(new Error(`The services ended, with exit code ${code}`)));
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as LogLine;
      observe(line);
      for (const watcher of watchers) watcher(line);
    });
  return (matches) =>
    Promise.race([
      exits.promise,
      new Promise<LogLine>((resolve) => {
        const watcher = (line: LogLine) => {
          if (!matches(line)) return;
          watchers.delete(watcher);
          resolve(line);
        };
        watchers.add(watcher);
      }),
    ]);
};
