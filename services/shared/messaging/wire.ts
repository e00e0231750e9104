// What SendMessageBatch and PublishBatch have in common: limits, attributes, sizes, failures by entry.
import type { WireMessage } from './envelope.ts';

/** Of one call. */
export const batchLimits = { entries: 10, bytes: 262_144 };

type StringAttributes = Record<string, { DataType: 'String'; StringValue: string }>;

export const attributesOf = (attributes: Record<string, string>): StringAttributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );

/** AWS counts body, attribute names, types and values. */
export const bytesOf = ({ body, attributes }: WireMessage): number =>
  Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name + value) + 'String'.length,
    Buffer.byteLength(body),
  );

type FailedEntry = { Id?: string | undefined; Code?: string | undefined; Message?: string | undefined };

/** One place for each entry: its error, or undefined where it succeeded. Entries are named by their index. */
export const entryErrors = (count: number, failed: FailedEntry[] | undefined, target: string) => {
  const errors = new Array<Error | undefined>(count).fill(undefined);
  for (const { Id, Code, Message } of failed ?? [])
    errors[Number(Id)] = new Error(`${target} refused the message: ${Code} ${Message ?? ''}`);
  return errors;
};
