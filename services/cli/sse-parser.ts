// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): text in, messages out. Pure.

export type SseMessage = { event: string; data: string; id?: string };

/** A message larger than this is none of ours. */
const maxPending = 1_048_576;

/**
 * Takes what was left over from the chunk before, and the next chunk; gives the messages that are complete, and what is
 * left over now. Comments, `retry` and messages without data are skipped.
 * @throws Error when a message grows past 1 MiB
 */
export const parseSse = (pending: string, chunk: string): { messages: SseMessage[]; pending: string } => {
  const blocks = (pending + chunk).split(/\r?\n\r?\n/);
  const rest = blocks.pop() ?? '';
  if (rest.length > maxPending) throw new Error('The event stream sent a message of more than 1 MiB');
  return { messages: blocks.flatMap(messageOf), pending: rest };
};

const messageOf = (block: string): SseMessage[] => {
  const fields = block.split(/\r?\n/).map(fieldOf);
  const data = fields.flatMap(([name, value]) => (name === 'data' ? [value] : []));
  if (data.length === 0) return [];
  const event = fields.findLast(([name]) => name === 'event')?.[1] || 'message';
  const id = fields.findLast(([name]) => name === 'id')?.[1];
  return [{ event, data: data.join('\n'), ...(id !== undefined && { id }) }];
};

/** 'data: x' and 'data:x' → ['data', 'x']; a comment has an empty name. */
const fieldOf = (line: string): [name: string, value: string] => {
  const colon = line.indexOf(':');
  return colon === -1 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
};
