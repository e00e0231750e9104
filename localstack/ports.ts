// Which ports of this machine are free.
import { createServer } from 'node:net';

/** Both addresses are tried: some systems let a wildcard share a port with a loopback listener. */
export const isFree = async (port: number): Promise<boolean> =>
  (await bindable(port, '127.0.0.1')) !== undefined && (await bindable(port, '0.0.0.0')) !== undefined;

/** @throws Error when the machine has no port left */
export const anyFreePort = async (): Promise<number> => {
  const port = await bindable(0, '127.0.0.1');
  if (port === undefined) throw new Error('No free port on this machine');
  return port;
};

/** `wanted`, or else one of the fifty ports above it. @throws Error when they are all taken */
export const nextFreePort = async (wanted: number): Promise<number> => {
  for (let port = wanted; port <= wanted + 50; port += 1) if (await isFree(port)) return port;
  throw new Error(`The ports ${wanted} to ${wanted + 50} are all taken: set PORT`);
};

/** The port that was bound and let go again; undefined when it is taken. `0` asks for any. */
const bindable = (port: number, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
