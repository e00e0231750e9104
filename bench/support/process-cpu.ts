// What a process has used so far: CPU time and memory, as /proc tells it. Linux only.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @throws Error where there is no /proc */
export const assertLinux = (): void => {
  if (process.platform !== 'linux')
    throw new Error('The benchmark reads CPU and memory of processes from /proc: it needs Linux');
};

const clockTicksPerSecond = (): number => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
let ticks: number | undefined;

/** Milliseconds of user and system time, all threads included, in steps of a clock tick (10 ms as a rule). */
export const cpuMsOf = (pid: number): number => {
  ticks ??= clockTicksPerSecond();
  return (ticksIn(readFileSync(`/proc/${pid}/stat`, 'utf8')) * 1_000) / ticks;
};

/** utime and stime are the 14th and 15th field; the 2nd, the program's name, may itself hold spaces and parentheses. */
export const ticksIn = (stat: string): number => {
  const fromThird = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fromThird[14 - 3]) + Number(fromThird[15 - 3]);
};

/** Resident memory in MiB. */
export const residentMiBOf = (pid: number): number =>
  residentMiBIn(readFileSync(`/proc/${pid}/status`, 'utf8'));

export const residentMiBIn = (status: string): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
