// The processes of a system: started, counted by their CPU and memory, killed, ended.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, endsWithUs, isRunning } from './children.ts';
import { environmentWithoutAws } from './helper-process.ts';
import { cpuMsOf, residentMiBOf } from './process-cpu.ts';

type Member = { name: string; child: ChildProcess; logPath: string };

export type Fleet = {
  /** Milliseconds of CPU by service, of the processes that run now. */
  cpuMs: () => Record<string, number>;
  /** MiB by service; the largest where several processes run it. */
  residentMiB: () => Record<string, number>;
  /** `kill -9` for one process of the service, and at once another in its place. */
  killAndRestart: (service: string) => Promise<void>;
  /** @throws Error with the end of its log when a process has ended by itself */
  assertRunning: () => void;
  /** As a deployment does: each finishes what it has in flight. */
  drain: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Characters of a log that are shown when its process has ended. */
const shownLog = 3_000;

/** `services`: one process for each; a name that stands there twice gets two. Each logs into a file of its own. */
export const startFleet = (
  program: string,
  services: readonly string[],
  variables: Record<string, string>,
): Fleet => {
  const folder = mkdtempSync(join(tmpdir(), 'waybill-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  let started = 0;

  const start = (name: string): Member => {
    started += 1;
    const logPath = join(folder, `${name}-${started}.log`);
    const log = openSync(logPath, 'a');
    const env = { ...environmentWithoutAws(), ...variables };
    const child = endsWithUs(spawn(process.execPath, [program, name], { env, stdio: ['ignore', log, log] }));
    closeSync(log);
    return { name, child, logPath };
  };

  const members = services.map(start);

  const assertRunning = () => {
    const ended = members.find(({ child }) => !isRunning(child));
    if (!ended) return;
    const log = readFileSync(ended.logPath, 'utf8').slice(-shownLog);
    throw new Error(
      `${program} ${ended.name} has ended (${ended.child.exitCode ?? ended.child.signalCode}):\n${log}`,
    );
  };

  const byService = (measure: (pid: number) => number, combine: (a: number, b: number) => number) => {
    assertRunning();
    const figures: Record<string, number> = {};
    for (const { name, child } of members)
      figures[name] = combine(figures[name] ?? 0, measure(child.pid as number));
    return figures;
  };

  return {
    assertRunning,
    cpuMs: () => byService(cpuMsOf, (a, b) => a + b),
    residentMiB: () => byService(residentMiBOf, Math.max),
    killAndRestart: async (service) => {
      const index = members.findIndex(({ name }) => name === service);
      const [member] = index < 0 ? [] : members.splice(index, 1);
      if (!member) throw new Error(`No process of ${service} is running`);
      await end(member.child);
      members.push(start(service));
    },
    drain: async () => {
      await Promise.all(members.map(({ child }) => end(child, 'SIGTERM')));
    },
    stop: async () => {
      await Promise.all(members.map(({ child }) => end(child)));
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
