// Signals at real processes: which exit code, what was stopped, what was logged.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { startTogether, stopAll } from './shutdown.ts';

const running = (stop: () => Promise<void>) => ({ stop });

describe('stopping several', () => {
  it('stops them all, also when one of them fails to stop', async () => {
    const stopped: string[] = [];
    const stop = async (name: string) => {
      stopped.push(name);
    };
    const stuck = running(() => Promise.reject(new Error('stuck')));
    const all = [running(() => stop('a')), stuck, running(() => stop('c'))];
    await expect(stopAll(all)).rejects.toThrow('1 of 3 did not stop');
    expect(stopped).toEqual(['a', 'c']);
  });
});

describe('starting several', () => {
  it('gives them in order', async () => {
    const [a, b] = [running(async () => undefined), running(async () => undefined)];
    expect(await startTogether([Promise.resolve(a), Promise.resolve(b)])).toEqual([a, b]);
  });

  it('stops those that started when another did not, and says why it did not', async () => {
    let stopped = false;
    const started = running(async () => {
      stopped = true;
    });
    const starting = [Promise.reject(new Error('no such queue')), Promise.resolve(started)];
    await expect(startTogether(starting)).rejects.toThrow('no such queue');
    expect(stopped).toBe(true);
  });
});

/** A process that runs until a signal; `body` says how it starts and stops. Resolves once it has said `up`. */
const startProcess = async (body: string, drainSeconds = 10) => {
  const program = `
    const { runUntilSignal } = await import('#platform/shutdown.ts');
    const { createLogger } = await import('#platform/logger.ts');
    const log = createLogger('info');
    const say = (word) => log.info(word);
    const pause = (ms) => new Promise((done) => setTimeout(done, ms));
    const forever = new Promise(() => setInterval(() => undefined, 1_000));
    const start = async () => { ${body} };
    await runUntilSignal(start, { log, drainSeconds: ${drainSeconds} });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const said = (text: string) =>
    vi.waitFor(() => expect(output).toContain(text), { interval: 5, timeout: 5_000 });
  await said('"up"}');
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    said,
    ended: closed.then(([exitCode]) => ({ exitCode, output })),
  };
};

describe('a process', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('drains on %s, then exits with 0', async (signal) => {
    const { kill, ended } = await startProcess(
      `say('up'); return { stop: async () => { await pause(20); say('stopped'); } };`,
    );
    kill(signal);
    const { exitCode, output } = await ended;
    expect(output).toMatch(/"draining"}\n.*"stopped"}\n.*"drained"}\n$/);
    expect(exitCode).toBe(0);
  });

  it('leaves with 1 when the drain takes longer than its limit', async () => {
    const { kill, ended } = await startProcess(`say('up'); return { stop: () => forever };`, 0.1);
    kill('SIGTERM');
    expect(await ended).toMatchObject({
      exitCode: 1,
      output: expect.stringContaining('Not drained within 0.1 s'),
    });
  });

  it('leaves with 1 when something does not stop', async () => {
    const { kill, ended } = await startProcess(
      `say('up'); return { stop: () => Promise.reject(new Error('stuck')) };`,
    );
    kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 1, output: expect.stringContaining('stuck') });
  });

  it('takes signals that come together for one, as when npm passes on a Ctrl-C', async () => {
    const { kill, ended } = await startProcess(`say('up'); return { stop: () => pause(100) };`);
    kill('SIGINT');
    kill('SIGTERM');
    expect(await ended).toMatchObject({ exitCode: 0 });
  });

  it('leaves at once on a later signal', async () => {
    const { kill, said, ended } = await startProcess(
      `let now = 0; performance.now = () => (now += 1_000); say('up'); return { stop: () => forever };`,
    );
    kill('SIGINT');
    await said('"draining"}');
    kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: 1, output: expect.stringContaining('leaving at once') });
  });

  it('finishes its start before it drains', async () => {
    const { kill, ended } = await startProcess(
      `say('up'); await pause(500); say('started'); return { stop: async () => say('stopped') };`,
    );
    kill('SIGTERM');
    const { exitCode, output } = await ended;
    expect(output).toMatch(/"started"}\n.*"stopped"}\n/);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['a rejection', `Promise.reject(new Error('lost'))`],
    ['an error', `setTimeout(() => { throw new Error('lost'); })`],
  ])('ends with 1 on %s that is not caught, and logs it', async (_, fault) => {
    const { ended } = await startProcess(`say('up'); ${fault}; return { stop: () => forever };`);
    const { exitCode, output } = await ended;
    expect(output).toMatch(/"level":"fatal".*"message":"lost".*"uncaught exception"/);
    expect(exitCode).toBe(1);
  });
});
