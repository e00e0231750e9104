import { describe, expect, it } from 'vitest';
import { formatPosition, parsePosition, start } from './timeline-position.ts';

describe('the id of an event', () => {
  it('says how far its client has come', () => {
    expect(parsePosition('1f.3')).toEqual({ entries: 31, mails: 3 });
    expect(formatPosition({ entries: 31, mails: 3 })).toBe('1f.3');
    expect(parsePosition(formatPosition(start))).toEqual(start);
  });

  it.each(['', '1', '1.', '.1', '1.2.3', '-1.0', '1E3.0', '1g.0', ' 1.0', '1.0 ', 'x.y', '99999999.0'])(
    'does not look like %j',
    (id) => expect(parsePosition(id)).toBeUndefined(),
  );
});
