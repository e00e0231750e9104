// Workers that scale as they do on AWS, in real processes: more of them for a backlog, fewer when it is gone, none without their parent.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { newOrderId, placeOrder } from '#test/messages.ts';
import { createQueueTools } from '#test/queue-tools.ts';
import { startTestAws, type TestAws } from '#test/test-aws.ts';
import { startAutoscaler } from '../../localstack/scaling/autoscaler.ts';
import { createWorkerProcesses } from '../../localstack/scaling/worker-processes.ts';

const orders = 400;
const nothing = { waiting: 0, inFlight: 0 };
/** A period of AWS in a third of a second: idle long enough to scale in after five. */
const pace = { periodSeconds: 0.33, mostProcesses: 3 };

describe('orders that wait when their worker starts', () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startTestAws();
  });
  afterAll(() => aws.stop());

  it('bring more processes, which leave when all is done; none is lost', { timeout: 90_000 }, async () => {
    const { send, depth } = createQueueTools(aws.runtime);
    const ids = Array.from({ length: orders }, newOrderId);
    await Promise.all(ids.map((id) => send('order-queue', placeOrder(id), 'orders-api')));

    const lines: string[] = [];
    const variables = { ...process.env, ...aws.variables };
    const tell = (line: string) => lines.push(line);
    const scaler = startAutoscaler(['orders'], aws.runtime, { pace, variables, tell });
    onTestFinished(scaler.stop);
    const isBackAtOne = () => expect(lines.at(-1)).toMatch(/^orders 2 → 1: /);
    await vi.waitFor(isBackAtOne, { timeout: 80_000, interval: 50 });

    expect(lines[0]).toMatch(/^orders 1 → 3: \d+ messages, \d+ a task \(surge\)$/);
    await vi.waitFor(async () => expect(await depth('order-queue')).toEqual(nothing), { timeout: 30_000 });
    await scaler.stop();
    expect(new Set((await aws.scan('OrdersTable')).map(({ orderId }) => orderId))).toEqual(new Set(ids));
    expect(await depth('order-queue-dlq')).toEqual(nothing);
    expect((await depth('payment-queue')).waiting).toBe(orders);
  });
});

/** Of Linux: the processes whose parent this is and whose command line names the program. */
const childrenOf = (parent: number, program: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, parentId] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const isOurs = state !== 'Z' && Number(parentId) === parent;
        return isOurs && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program);
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .map(Number);

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('npm start -- --autoscale', () => {
  const start = async () => {
    const args = ['localstack/start.ts', '--autoscale', '--free-ports', 'payment'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const isReady = () => expect(output).toContain('is ready');
    await vi.waitFor(isReady, { timeout: 30_000, interval: 50 });
    const workers = () => childrenOf(child.pid as number, 'services/main.ts');
    return { child, worker: () => vi.waitFor(() => theOnly(workers()), { timeout: 15_000, interval: 50 }) };
  };

  const theOnly = (pids: number[]): number => {
    expect(pids).toHaveLength(1);
    return pids[0] as number;
  };

  it('starts a worker again that dies, and leaves none behind when it is killed itself', async () => {
    const { child, worker } = await start();
    const first = await worker();
    process.kill(first, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(first)).toBe(false), { timeout: 5_000, interval: 20 });
    const second = await worker();
    expect(second).not.toBe(first);

    child.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(second)).toBe(false), { timeout: 10_000, interval: 20 });
  }, 60_000);

  it('ends with its workers at a signal, drained', async () => {
    const { child, worker } = await start();
    const pid = await worker();
    const exited = once(child, 'exit');
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    expect(isAlive(pid)).toBe(false);
  }, 60_000);
});

it('a worker that cannot live is not started for ever', { timeout: 60_000 }, async () => {
  const faulty = { ...process.env, DRAIN_SECONDS: 'soon' };
  const log = createLogger('silent');
  const deaths = vi.spyOn(log, 'error').mockImplementation(() => undefined);
  const processes = createWorkerProcesses('payment', { variables: faulty, log, drainSeconds: 1 });
  onTestFinished(processes.stop);
  for (let death = 1; death <= 5; death += 1) {
    processes.scaleTo(1);
    expect(processes.running()).toBe(1);
    await vi.waitFor(() => expect(deaths).toHaveBeenCalledTimes(death), { timeout: 15_000, interval: 20 });
  }
  processes.scaleTo(1);
  expect(processes.running()).toBe(0);
});
