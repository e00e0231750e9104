import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSse, type SseMessage } from './sse-parser.ts';

const parseAll = (chunks: string[]): SseMessage[] => {
  let pending = '';
  return chunks.flatMap((chunk) => {
    const parsed = parseSse(pending, chunk);
    pending = parsed.pending;
    return parsed.messages;
  });
};

it('a message has its data, its id and its type', () => {
  expect(parseAll(['id: 1.0\nevent: end\ndata: {"a":1}\n\n'])).toEqual([
    { event: 'end', id: '1.0', data: '{"a":1}' },
  ]);
});

it('a message without a type is a `message`; without an id it has none', () => {
  expect(parseAll(['data:x\n\n'])).toEqual([{ event: 'message', data: 'x' }]);
});

it('data on several lines are one text; one space after the colon is none of it', () => {
  expect(parseAll(['data: a\ndata:  b\ndata\n\n'])).toEqual([{ event: 'message', data: 'a\n b\n' }]);
});

it('comments, retry and messages without data say nothing', () => {
  expect(parseAll([': keep-alive\n\nretry: 1000\n\nid: 7\n\n'])).toEqual([]);
});

it('a message that is not complete waits for the rest, or is forgotten with the connection', () => {
  expect(parseSse('', 'data: x\n')).toEqual({ messages: [], pending: 'data: x\n' });
});

it('a message without end is refused before it fills the memory', () => {
  expect(() => parseSse('data: ', 'x'.repeat(1_048_577))).toThrow('more than 1 MiB');
});

it('however a stream is cut into chunks, and whatever ends its lines, it says the same', () => {
  const stream = ': hello\n\nid: 1\ndata: {"title":"Payment authorized"}\n\nevent: end\ndata: {}\n\n';
  const whole = parseAll([stream]);
  expect(whole).toHaveLength(2);
  const cuts = fc.array(fc.nat({ max: stream.length + 9 }), { maxLength: 8 });
  fc.assert(
    fc.property(cuts, fc.constantFrom('\n', '\r\n'), (places, lineEnd) => {
      const text = stream.replaceAll('\n', lineEnd);
      const edges = [0, ...places.toSorted((a, b) => a - b), text.length];
      const chunks = edges.map((edge, index) => text.slice(edge, edges[index + 1]));
      expect(parseAll(chunks)).toEqual(whole);
    }),
  );
});
