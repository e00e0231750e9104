// For tests: an SES that answers every mail as it is told, and keeps what it was asked.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { SendEmailRequest } from '@aws-sdk/client-sesv2';

/** An error as SES answers it, or `silence`: it takes the mail and never answers. */
export type Answer = { status: number; error: string; message?: string } | 'silence' | 'accept';

const respond = (response: ServerResponse, answer: Exclude<Answer, 'silence'>): void => {
  if (answer === 'accept') {
    response.writeHead(200).end(JSON.stringify({ MessageId: 'ses-1' }));
    return;
  }
  response.writeHead(answer.status, { 'x-amzn-errortype': answer.error, 'x-amzn-requestid': 'request-1' });
  response.end(JSON.stringify({ message: answer.message ?? '' }));
};

export const startFakeSes = async (answer: Answer) => {
  const requests: SendEmailRequest[] = [];
  const asked = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    requests.push((await json(request)) as SendEmailRequest);
    asked.resolve();
    if (answer !== 'silence') respond(response, answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** Resolves when the first mail has arrived. */
    asked: asked.promise,
    stop: async () => {
      const closed = once(server.close(), 'close');
      server.closeAllConnections();
      await closed;
    },
  };
};
