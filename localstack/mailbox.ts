// SES on this machine: takes mail by the v2 API, keeps the newest in memory, shows them on a page.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ses from 'aws-ses-v2-local';
import { clearStore, getStoreReadonly } from 'aws-ses-v2-local/dist/store.js';
import { isFree } from './ports.ts';

/** Starts an empty mailbox on `preferred` if that is free, else on any port. One per process: the mails are global. */
export const startMailbox = async (
  preferred?: number,
  host = '127.0.0.1',
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const port = preferred !== undefined && (await isFree(preferred)) ? preferred : 0;
  const server = await ses.default({ host, port });
  clearStore();
  server.prependListener('request', forgetOldest);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** The library keeps every mail for ever; a load test must not fill the memory. */
const keptMails = 10_000;

const forgetOldest = (): void => {
  const { emails } = getStoreReadonly();
  if (emails.length > keptMails) emails.splice(0, emails.length - keptMails);
};
