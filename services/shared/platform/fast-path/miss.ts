// Pure: in a few words what a call on the fast path came to that did not come to an output. For the log: of what AWS says only
// its own names, never a message or a body.
import type { Answer } from './wires.ts';

/** '400 ThrottlingException', 'ECONNRESET', '200 that cannot be read'. */
export const missOf = (result: unknown): string => {
  if (isAnswer(result)) return `${result.status} ${errorTypeOf(result) ?? 'that cannot be read'}`;
  if (result instanceof Error && 'code' in result) return String(result.code);
  return result instanceof Error ? result.name : typeof result;
};

const isAnswer = (result: unknown): result is Answer =>
  typeof result === 'object' && result !== null && 'status' in result && 'text' in result;

/** 'MessageRejected' of `MessageRejected:http://…`, or of `com.amazonaws.sesv2#MessageRejected` in the body. */
export const errorTypeOf = ({ headers, text }: Answer): string | undefined => {
  const inBody = /"__type"\s*:\s*"([\w.#]+)"|<Code>(\w+)<\/Code>/.exec(text);
  const type = headers['x-amzn-errortype'] ?? inBody?.[1] ?? inBody?.[2];
  return type?.replace(/:.*$/, '').replace(/^.*#/, '');
};
