import { expect, it } from 'vitest';
import { describeChange } from './describe-change.ts';

const decision = { desired: 4, because: 'surge' };

it.each([
  [{ visible: 1_150, inFlight: 50, running: 1 }, 'payment 1 → 4: 1,200 messages, 1,200 a task (surge)'],
  [{ visible: 3, inFlight: 0, running: 0 }, 'payment 1 → 4: 3 messages (surge)'],
  [undefined, 'payment 1 → 4 (surge)'],
])('tells a change, and what it goes by', (point, line) => {
  expect(describeChange('payment', 1, decision, point)).toBe(line);
});
