// Reads messages that AWS itself writes, in forms of their own: alarms, what became of a mail. All bodies of such a queue
// have one form, which topology.json names under `foreign`. They are delivered, retried and dead-lettered like ours.
import type { Static, TSchema } from 'typebox';
import type { Emission } from '#contracts/events.ts';
import { compile, describeErrors } from '#contracts/validate.ts';
import { parseJson } from './envelope.ts';
import { Permanent } from './errors.ts';
import type { HandlerContext, ReadStep } from './handler.ts';

/** `type` names the form in logs and reasons. The reason for which a body is refused names places in it, and no value. */
export const foreign = <Schema extends TSchema>(
  type: string,
  schema: Schema,
  handle: (message: Static<Schema>, context: HandlerContext) => Promise<readonly Emission[]>,
): ReadStep => {
  const isValid = compile(schema);
  return (body) => {
    const message = parseJson(body);
    if (!isValid(message)) throw new Permanent(`${type}: ${describeErrors(isValid.errors)}`);
    return { name: type, fields: { type }, run: (context) => handle(message, context) };
  };
};
