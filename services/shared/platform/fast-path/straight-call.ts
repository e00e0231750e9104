// One call to AWS, signed and sent with what the client itself is configured with: credentials, region, sockets, deadlines.
import type { Readable } from 'node:stream';
import type { SQSClientResolvedConfig } from '@aws-sdk/client-sqs';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Answer, Written } from './wires.ts';

type Sqs = SQSClientResolvedConfig;

/** What every client of the SDK has. */
export type SdkClient = {
  send: (...given: never[]) => unknown;
  config: Pick<
    Sqs,
    'signer' | 'requestHandler' | 'region' | 'useFipsEndpoint' | 'useDualstackEndpoint' | 'systemClockOffset'
  > & {
    endpointProvider: (parameters: Parameters<Sqs['endpointProvider']>[0]) => { url: URL };
  };
};

type HttpRequest = Parameters<NodeHttpHandler['handle']>[0];
type Target = { signer: Awaited<ReturnType<Sqs['signer']>>; to: Omit<HttpRequest, 'body' | 'clone'> };

/** @throws where AWS did not answer in time, or at all */
type StraightCall = (written: Written, abortSignal: AbortSignal | undefined) => Promise<Answer>;

export const createStraightCall = ({ config }: SdkClient, endpoint: string | undefined): StraightCall => {
  let target: Promise<Target> | undefined;
  const forget = (error: unknown) => {
    target = undefined;
    throw error;
  };

  return async ({ path, headers, body }, abortSignal) => {
    target ??= targetOf(config, endpoint).catch(forget);
    const { signer, to } = await target;
    const request = {
      ...to,
      path: to.path + path,
      headers: { ...to.headers, ...headers },
      body,
    } as HttpRequest;
    const signingDate = new Date(Date.now() + config.systemClockOffset);
    const signed = await signer.sign(request, { signingDate });
    signed.headers['content-length'] = String(Buffer.byteLength(body));
    const options = abortSignal ? { abortSignal } : {};
    const { response } = await config.requestHandler.handle(signed as HttpRequest, options);
    const text = await textOf(response.body as Readable);
    return { status: response.statusCode, headers: response.headers, text };
  };
};

const targetOf = async (config: SdkClient['config'], endpoint: string | undefined): Promise<Target> => {
  const [Region, UseFIPS, UseDualStack] = await Promise.all([
    config.region(),
    config.useFipsEndpoint(),
    config.useDualstackEndpoint(),
  ]);
  const { url } = config.endpointProvider({
    Region,
    UseFIPS,
    UseDualStack,
    ...(endpoint && { Endpoint: endpoint }),
  });
  const { protocol, hostname, host, port, pathname } = url;
  const to = { method: 'POST', protocol, hostname, ...(port && { port: Number(port) }), query: {} };
  return {
    signer: await config.signer(),
    to: { ...to, path: pathname.replace(/\/$/, ''), headers: { host } },
  };
};

const textOf = (body: Readable): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.once('end', () => {
      const [first] = chunks;
      resolve((chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString());
    });
    body.once('error', reject);
    body.once('close', () => {
      if (!body.readableEnded) reject(new Error('The connection ended before the answer did'));
    });
  });
