// What a container's health check is told.
import { expect, it, onTestFinished } from 'vitest';
import { startLiveness } from './liveness.ts';

const startOnAnyPort = async () => {
  const liveness = await startLiveness(0);
  onTestFinished(() => liveness.close());
  const status = async () => (await fetch(`http://127.0.0.1:${liveness.port}/`)).status;
  return { ...liveness, status };
};

it('answers 503 until all is well, and again when it is not', async () => {
  const { report, status } = await startOnAnyPort();
  expect(await status()).toBe(503);
  report(true);
  expect(await status()).toBe(200);
  report(false);
  expect(await status()).toBe(503);
});

it('names the port that is taken', async () => {
  const { port } = await startOnAnyPort();
  await expect(startLiveness(port)).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${port}`);
});
