// A shorter way for the calls that orders are made of: signed by the SDK's own signer and sent by its own HTTP handler, without
// the middleware around them, which costs several times as much CPU. What is not plainly answered is sent again by the SDK as a
// whole, which knows every error, when to wait, and when to give up. See docs/decisions/0025-a-fast-path-past-the-middleware.md.
import { missOf } from './miss.ts';
import { createStraightCall, type SdkClient } from './straight-call.ts';
import { createTrust, type Trust } from './trust.ts';
import type { Wire, Wires } from './wires.ts';

type Options = {
  /** As given to the client; undefined for AWS itself. */
  endpoint: string | undefined;
  wires: Wires;
  /** Told when a command takes the SDK's way for a while, and what its last call here came to. */
  onDistrust: (command: string, miss: string) => void;
};

type Command = { input: object };
type CallOptions = { abortSignal?: AbortSignal };
type Outcome = { output: object } | { miss: string };

/** The same client; its `send` takes the fast path where it can. */
export const withFastPath = <Client extends SdkClient>(client: Client, options: Options): Client => {
  const sendBySdk = client.send;
  const bySdk = (given: unknown[]): Promise<unknown> => Reflect.apply(sendBySdk, client, given);
  const callStraight = createStraightCall(client, options.endpoint);
  const trusts = createTrusts(options);

  /** @throws where the call was made, and must not be made again */
  const tryStraight = async (wire: Wire, input: object, signal?: AbortSignal): Promise<Outcome> => {
    try {
      const answer = await callStraight(wire.write(input), signal);
      const output = answer.status === 200 ? wire.read(answer.text, input) : undefined;
      if (output) return { output };
      const failure = wire.failure?.(answer);
      return failure ? Promise.reject(failure) : { miss: missOf(answer) };
    } catch (error) {
      if (wire.failure) throw error;
      return { miss: missOf(error) };
    }
  };

  const send = async (command: Command, ...given: CallOptions[]): Promise<unknown> => {
    const wire = options.wires.get(command.constructor);
    const trust = trusts.get(command.constructor);
    if (!wire || !trust?.isGiven()) return bySdk([command, ...given]);
    const outcome = await tryStraight(wire, command.input, given[0]?.abortSignal);
    if ('output' in outcome) {
      trust.confirm();
      return outcome.output;
    }
    trust.doubt(outcome.miss);
    return bySdk([command, ...given]);
  };
  return Object.assign(client, { send });
};

/** Of each command its own: what works for one says nothing of another. */
const createTrusts = ({ wires, onDistrust }: Options): ReadonlyMap<unknown, Trust> =>
  new Map(
    [...wires].map(([command, { name }]) => [
      command,
      createTrust({ onDistrust: (miss) => onDistrust(name, miss), now: () => performance.now() }),
    ]),
  );
