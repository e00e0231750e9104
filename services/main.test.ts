// Names on the command line, and services that start and stop together.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readEnv } from '#platform/env.ts';
import { createRuntime } from '#platform/runtime.ts';
import { serviceNames } from '#platform/topology.ts';
import { startServices } from './main.ts';
import { registry, selectServices } from './registry.ts';

describe('the registry', () => {
  it('selects services by name, each once, or all of them', () => {
    expect(selectServices(['payment', 'orders', 'payment'])).toEqual(['payment', 'orders']);
    expect(selectServices(['payment', 'all']).sort()).toEqual([...serviceNames].sort());
  });
});

describe('services/main.ts', () => {
  it.each([
    ['a name that does not exist', ['payment', 'toString'], 'No such service: toString. '],
    ['no name', [], 'Which services? '],
  ])('refuses %s, lists the valid ones and exits with 2', async (_, names, message) => {
    const child = spawn(process.execPath, ['services/main.ts', ...names], {
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const [output, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(output).toBe(`${message}Give one or more of: ${serviceNames.join(', ')}, or all.\n`);
    expect(exitCode).toBe(2);
  });
});

describe('starting services', () => {
  const runtime = { ...createRuntime(readEnv({})), log: pino({ level: 'silent' }) };
  afterEach(() => vi.restoreAllMocks());

  it('gives the URL of the one that listens, and stops them all', async () => {
    const stopped: string[] = [];
    const stop = (name: string) => async () => {
      stopped.push(name);
    };
    vi.spyOn(registry, 'payment').mockResolvedValue({
      service: { name: 'payment', start: async () => ({ stop: stop('payment') }) },
    });
    vi.spyOn(registry, 'orders-api').mockResolvedValue({
      service: { name: 'orders-api', start: async () => ({ stop: stop('api'), url: 'http://127.0.0.1:1' }) },
    });
    const services = await startServices(['payment', 'orders-api'], runtime);
    expect(services.url).toBe('http://127.0.0.1:1');
    await services.stop();
    expect(stopped).toEqual(['payment', 'api']);
  });

  it('names the service that did not start, and stops those that did', async () => {
    const stop = vi.fn(async () => undefined);
    vi.spyOn(registry, 'payment').mockResolvedValue({
      service: { name: 'payment', start: async () => ({ stop }) },
    });
    vi.spyOn(registry, 'shipping').mockResolvedValue({
      service: { name: 'shipping', start: () => Promise.reject(new Error('no queue')) },
    });
    const starting = startServices(['payment', 'shipping'], runtime);
    await expect(starting).rejects.toThrow('shipping did not start: no queue');
    expect(stop).toHaveBeenCalledOnce();
  });
});
