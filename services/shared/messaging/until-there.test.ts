import { expect, it } from 'vitest';
import { handlerContext } from '#test/context.ts';
import { untilThere } from './until-there.ts';

/** What AWS says one after another; a string is an error's name. */
const lookFor = (answers: (string | { is: string })[]) => {
  const timers = { delay: async () => undefined };
  const deps = { log: handlerContext().log, random: () => 0, timers } as unknown as Parameters<
    typeof untilThere
  >[0];
  return untilThere(deps, {
    what: 'bus',
    name: 'waybill-dev-events',
    missing: 'ResourceNotFoundException',
    look: async () => {
      const answer = answers.shift() ?? 'NoMore';
      if (typeof answer !== 'string') return answer.is;
      throw Object.assign(new Error(answer), { name: answer, $fault: 'client' });
    },
  });
};

it.each(['ResourceNotFoundException', 'ThrottlingException', 'TooManyRequestsException'])(
  'waits after %s',
  async (name) => {
    expect(await lookFor([name, name, { is: 'there' }])).toBe('there');
  },
);

it('does not wait where AWS refuses', async () => {
  await expect(lookFor(['AccessDeniedException', { is: 'there' }])).rejects.toThrow(
    'AWS refuses access to bus waybill-dev-events',
  );
});
