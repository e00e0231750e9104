// Tells a container's health check that this process lives: on a port that only the container itself can reach. It says
// nothing of AWS: a process that waits for AWS is well, and replacing it would help nobody.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Liveness = {
  port: number;
  /** Answers 200 from now on, or 503 again. */
  report: (isWell: boolean) => void;
  close: () => void;
};

/**
 * Answers 503 until told that all is well. An event loop that is stuck answers nothing. Keeps no process alive.
 * @throws Error when the port is taken
 */
export const startLiveness = async (port: number): Promise<Liveness> => {
  let status = 503;
  const server = createServer((_, response) => {
    response.writeHead(status, { connection: 'close' }).end();
  });
  server.listen({ port, host: '127.0.0.1' }).unref();
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    report: (isWell) => {
      status = isWell ? 200 : 503;
    },
    close: () => server.close(),
  };
};
