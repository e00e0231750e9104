import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createGate, GateClosed } from './gate.ts';

const settled = (promise: Promise<unknown>) => {
  const state = { done: false };
  promise.then(
    () => Object.assign(state, { done: true }),
    () => Object.assign(state, { done: true }),
  );
  return state;
};

describe('the gate before each receive', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets receives through while receiving works', async () => {
    await expect(createGate(() => 0.5).pass()).resolves.toBeUndefined();
  });

  it('refuses receives once it is closed', async () => {
    const gate = createGate(() => 0.5);
    gate.close();
    await expect(gate.pass()).rejects.toBeInstanceOf(GateClosed);
  });
});

describe('the gate while receiving fails', () => {
  it('holds the next receive, and lets go when it closes', async () => {
    const gate = createGate(() => 0.999);
    for (let failure = 0; failure < 10; failure += 1) gate.receiveFailed();
    const held = gate.pass();
    const state = settled(held);
    await new Promise(setImmediate);
    expect(state.done).toBe(false);
    gate.close();
    await expect(held).rejects.toBeInstanceOf(GateClosed);
  });

  it('opens at once after a receive that worked', async () => {
    const gate = createGate(() => 0.999);
    gate.receiveFailed();
    gate.receiveSucceeded();
    await expect(gate.pass()).resolves.toBeUndefined();
  });
});
