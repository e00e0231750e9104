// When an attribute counts as changed.
import { describe, expect, it } from 'vitest';
import { driftOf } from './drift.ts';

describe('drift', () => {
  it('is nothing when JSON differs in its format alone', () => {
    expect(driftOf({ Policy: '{ "a": 1,\n "b": [2] }' }, { Policy: '{"b":[2],"a":1}' })).toEqual({});
  });

  it('is what is missing or has another value', () => {
    const desired = { VisibilityTimeout: '30', RedrivePolicy: '{"maxReceiveCount":5}', Kept: 'x' };
    const current = { RedrivePolicy: '{"maxReceiveCount":3}', Kept: 'x', Foreign: 'y' };
    expect(driftOf(current, desired)).toEqual({
      VisibilityTimeout: '30',
      RedrivePolicy: '{"maxReceiveCount":5}',
    });
  });

  it('is a policy that should not be there', () => {
    expect(driftOf({ Policy: '{}' }, { Policy: '' })).toEqual({ Policy: '' });
    expect(driftOf({}, { Policy: '' })).toEqual({});
  });
});
