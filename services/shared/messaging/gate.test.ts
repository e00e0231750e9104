import { describe, expect, it } from 'vitest';
import { systemTimers } from '#platform/timers.ts';
import { createGate, type Gate, GateClosed } from './gate.ts';

const fail = (gate: Gate, times: number) => {
  for (let failure = 0; failure < times; failure += 1) gate.receiveFailed();
};

/** Whether a receive may go ahead without waiting for time to pass. */
const opensAtOnce = async (passing: Promise<void>): Promise<boolean> => {
  const turn = new Promise<false>((resolve) => {
    setImmediate(() => resolve(false));
  });
  return Promise.race([passing.then(() => true), turn]);
};

describe('the gate before each receive', () => {
  it('lets receives through while receiving works', async () => {
    expect(await opensAtOnce(createGate({ random: () => 0.999, timers: systemTimers }).pass())).toBe(true);
  });

  it('refuses receives once it is closed', async () => {
    const gate = createGate({ random: () => 0.5, timers: systemTimers });
    gate.close();
    await expect(gate.pass()).rejects.toBeInstanceOf(GateClosed);
  });
});

describe('the gate while receiving fails', () => {
  it('holds the next receive, and refuses it when it closes meanwhile', async () => {
    const gate = createGate({ random: () => 0.999, timers: systemTimers });
    fail(gate, 10);
    const held = gate.pass();
    const refused = expect(held).rejects.toBeInstanceOf(GateClosed);
    expect(await opensAtOnce(held.catch(() => undefined))).toBe(false);
    gate.close();
    await refused;
  });

  it('opens at once after a receive that worked', async () => {
    const gate = createGate({ random: () => 0.999, timers: systemTimers });
    fail(gate, 10);
    gate.receiveSucceeded();
    expect(await opensAtOnce(gate.pass())).toBe(true);
  });
});

describe('the gate while deliveries fail', () => {
  const failDeliveries = (gate: Gate, times: number) => {
    for (let failure = 0; failure < times; failure += 1) gate.deliveryFailed();
  };

  it('takes a few failures for bad messages, and lets the others through', async () => {
    const gate = createGate({ random: () => 0.999, timers: systemTimers });
    failDeliveries(gate, 10);
    expect(await opensAtOnce(gate.pass())).toBe(true);
  });

  it('holds receives once everything fails, until something succeeds', async () => {
    const gate = createGate({ random: () => 0.999, timers: systemTimers });
    failDeliveries(gate, 20);
    const held = gate.pass();
    expect(await opensAtOnce(held.catch(() => undefined))).toBe(false);
    gate.deliverySucceeded();
    expect(await opensAtOnce(gate.pass())).toBe(true);
    gate.close();
    await expect(held).rejects.toBeInstanceOf(GateClosed);
  });
});
