// Before the conformance suite: the emulator that compose.yaml names, in a container of its own.
import { GenericContainer, Wait } from 'testcontainers';
import { composeFile } from './compose.ts';
import { missingEngine } from './engine.ts';

const port = 4566;

export const setup = async (): Promise<() => Promise<void>> => {
  process.env.AWS_CONFORMANCE_ONLY = 'true';
  if (missingEngine()) return async () => undefined;
  const { image, environment } = await composeFile('aws');
  const container = await new GenericContainer(image)
    .withEnvironment(environment)
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forHttp('/_localstack/health', port).forStatusCode(200))
    .start();
  process.env.AWS_CONFORMANCE_URL = `http://${container.getHost()}:${container.getMappedPort(port)}`;
  return async () => {
    await container.stop();
  };
};
