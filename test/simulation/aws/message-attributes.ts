// Message attributes and sizes, as SQS and SNS have them in common. Strings only: Waybill sends nothing else.

/** 256 KiB, for a message and for a batch. SQS has raised its own limit since; SNS has not, and it fans out to queues. */
export const maxBytes = 262_144;

type Given = Record<string, { DataType?: string | undefined; StringValue?: string | undefined }>;

const maxAttributes = 10;
const forbidden = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Whether SQS and SNS refuse the text: for control characters, say. */
export const hasForbiddenCharacters = (text: string): boolean => forbidden.test(text);

/**
 * Name and text of each attribute.
 * @throws what `refuse` makes of the reason, for what AWS refuses; Error for types that the fakes do not know
 */
export const stringAttributes = (
  given: Given | undefined,
  refuse: (reason: string) => Error,
): Record<string, string> => {
  const attributes: Record<string, string> = {};
  if (!given) return attributes;
  const entries = Object.entries(given);
  if (entries.length > maxAttributes)
    throw refuse(`Number of message attributes [${entries.length}] exceeds the allowed maximum [10].`);
  for (const [name, { DataType, StringValue }] of entries) {
    if (DataType !== 'String') throw new Error(`The fakes know no message attributes of type ${DataType}`);
    if (!StringValue)
      throw refuse(`The message attribute '${name}' must contain a non-empty value of type 'String'.`);
    if (hasForbiddenCharacters(StringValue))
      throw refuse(`The message attribute '${name}' contains characters that are not allowed.`);
    attributes[name] = StringValue;
  }
  return attributes;
};

/** AWS counts body, attribute names, types and values. */
export const sizeOfMessage = (body: string, attributes: Record<string, string>): number => {
  let bytes = Buffer.byteLength(body);
  for (const [name, value] of Object.entries(attributes))
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value) + 'String'.length;
  return bytes;
};
