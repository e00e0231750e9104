// Stands before a service's AWS as its role does: a call without a right is refused, and each right that is used is noted.
import type { Aws } from '#platform/aws.ts';
import type { Right } from './rights.ts';
import { rightsOfCall } from './rights-of-call.ts';

export type Guard = {
  /** Rights that were used. */
  used: Set<Right>;
  /** Rights that were missing. */
  missing: Set<Right>;
  /** The next call to DynamoDB fails, once. */
  interrupt: () => void;
};

type Next = (args: { input: object }) => Promise<unknown>;
type Context = { clientName?: string; commandName?: string };
type Stack = {
  add: (
    middleware: (next: Next, context: Context) => Next,
    options: { step: 'initialize'; name: string },
  ) => void;
};

/** Give it an AWS that nothing has been called on yet. */
export const guard = (aws: Aws, allowed: ReadonlySet<Right>): Guard => {
  const used = new Set<Right>();
  const missing = new Set<Right>();
  let isInterrupted = false;
  const refuse = (rights: readonly Right[]) => {
    const refused = rights.filter((right) => !allowed.has(right));
    for (const right of rights) used.add(right);
    for (const right of refused) missing.add(right);
    if (refused.length > 0)
      throw Object.assign(new Error(`Not allowed: ${refused.join(', ')}`), { name: 'AccessDeniedException' });
  };
  const middleware =
    (next: Next, { clientName = '', commandName = '' }: Context): Next =>
    async (args) => {
      refuse(rightsOfCall(clientName, commandName, args.input));
      if (isInterrupted && clientName === 'DynamoDBClient') {
        isInterrupted = false;
        throw new Error('DynamoDB does not answer');
      }
      return next(args);
    };
  for (const client of [aws.sqs, aws.sqsReceiver, aws.sns, aws.ses, aws.dynamo])
    (client.middlewareStack as unknown as Stack).add(middleware, { step: 'initialize', name: 'guard' });
  return {
    used,
    missing,
    interrupt: () => {
      isInterrupted = true;
    },
  };
};
