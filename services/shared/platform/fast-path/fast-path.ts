// A shorter way for the calls that orders are made of: signed by the SDK's own signer and sent by its own HTTP handler, without
// the middleware around them, which costs several times as much CPU. What is not plainly answered is sent again by the SDK as a
// whole, which knows every error, when to wait, and when to give up. See docs/decisions/0025-a-fast-path-past-the-middleware.md.
import { createStraightCall, type SdkClient } from './straight-call.ts';
import { createTrust } from './trust.ts';
import type { Wire, Wires } from './wires.ts';

type Options = {
  /** As given to the client; undefined for AWS itself. */
  endpoint: string | undefined;
  /** How a command is written and read, by its class. All others take the SDK's way. */
  wires: Wires;
  /** Told when calls take the SDK's way for a while, because that got through where this one did not. */
  onDistrust: () => void;
};

type Command = { input: object };
type CallOptions = { abortSignal?: AbortSignal };

/** The same client; its `send` takes the fast path where it can. */
export const withFastPath = <Client extends SdkClient>(client: Client, options: Options): Client => {
  const { endpoint, wires, onDistrust } = options;
  const sendBySdk = client.send;
  const bySdk = (given: unknown[]): Promise<unknown> => Reflect.apply(sendBySdk, client, given);
  const callStraight = createStraightCall(client, endpoint);
  const trust = createTrust({ onDistrust, now: performance.now.bind(performance) });

  /** Undefined where the SDK shall send the command again. */
  const tryStraight = async (wire: Wire, { input }: Command, signal: AbortSignal | undefined) => {
    try {
      const answer = await callStraight(wire.write(input), signal);
      if (answer.status === 200) return wire.read(answer.text, input);
      if (wire.failure) throw wire.failure(answer);
    } catch (error) {
      if (wire.failure) throw error;
    }
    return undefined;
  };

  const send = async (command: Command, ...given: CallOptions[]): Promise<unknown> => {
    const wire = wires.get(command.constructor);
    if (!wire || !trust.isGiven()) return bySdk([command, ...given]);
    const output = await tryStraight(wire, command, given[0]?.abortSignal);
    if (output) {
      trust.confirm();
      return output;
    }
    const outputOfSdk = await bySdk([command, ...given]);
    trust.doubt();
    return outputOfSdk;
  };
  return Object.assign(client, { send });
};
