import { expect, it } from 'vitest';
import { cpuMsOf, residentMiBIn, residentMiBOf, ticksIn } from './process-cpu.ts';

it('adds user and system time, whatever the program is called', () => {
  const fields = ['S', ...Array.from({ length: 10 }, () => '0'), '250', '50', '9', '9'];
  expect(ticksIn(`42 (a (b) c) ${fields.join(' ')}`)).toBe(300);
});

it('reads resident memory', () => {
  expect(residentMiBIn('VmPeak:\t  9000 kB\nVmRSS:\t  2048 kB\n')).toBe(2);
});

it.runIf(process.platform === 'linux')('sees this process work', () => {
  const before = cpuMsOf(process.pid);
  const until = process.cpuUsage().user + 100_000;
  while (process.cpuUsage().user < until) JSON.stringify({ busy: true });
  expect(cpuMsOf(process.pid) - before).toBeGreaterThanOrEqual(80);
  expect(residentMiBOf(process.pid)).toBeGreaterThan(10);
});
